import { expect, test } from 'vitest';
import { Closable } from '../../../src/discord/traffic/closable.ts';

test('is open, then closed for as long as told, and knows why', () => {
  const door = new Closable();
  expect([door.waitMs(0), door.cause(0)]).toEqual([0, undefined]);
  door.close(1_000, 500, 'limited');
  expect([door.waitMs(1_000), door.waitMs(1_499), door.waitMs(1_500)]).toEqual([500, 1, 0]);
  expect([door.cause(1_499), door.cause(1_500)]).toEqual(['limited', undefined]);
});

test('never opens earlier than it was told before', () => {
  const door = new Closable();
  door.close(0, 1_000, 'long');
  door.close(0, 500, 'short');
  expect([door.waitMs(0), door.cause(0)]).toEqual([1_000, 'long']);
  door.close(500, 1_000, 'longer');
  expect([door.waitMs(500), door.cause(500)]).toEqual([1_000, 'longer']);
});
