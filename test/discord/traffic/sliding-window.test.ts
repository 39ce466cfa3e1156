import { expect, test } from 'vitest';
import { SlidingWindow } from '../../../src/discord/traffic/sliding-window.ts';

test('lets its number out, then waits until the oldest has left it', () => {
  const window = new SlidingWindow(2, 1_000);
  for (const at of [0, 300]) {
    expect(window.waitMs(at)).toBe(0);
    window.begin();
    window.end(at);
  }
  expect([window.waitMs(400), window.waitMs(999), window.used(999)]).toEqual([600, 1, 2]);
  expect([window.waitMs(1_000), window.used(1_000), window.used(1_300)]).toEqual([0, 1, 0]);
});

test('counts what is under way, and counts it from its end on', () => {
  const window = new SlidingWindow(1, 1_000);
  window.begin();
  expect(window.waitMs(0)).toBe(Number.POSITIVE_INFINITY);
  window.end(700);
  expect(window.waitMs(1_000)).toBe(700);
});

test('waits for the right one of several, also while one is under way', () => {
  const window = new SlidingWindow(3, 1_000);
  for (const at of [0, 100, 200]) window.remember(at);
  expect(window.waitMs(200)).toBe(800);
  window.begin();
  expect(window.waitMs(200)).toBe(900);
});

test('forgets what the receiver never saw', () => {
  const window = new SlidingWindow(1, 1_000);
  window.begin();
  window.end(0, false);
  expect([window.waitMs(0), window.used(0)]).toEqual([0, 0]);
});

test('holds more than its limit where an earlier process sent more', () => {
  const window = new SlidingWindow(2, 1_000);
  for (const at of [0, 100, 200, 300]) window.remember(at);
  expect([window.used(300), window.waitMs(300)]).toEqual([4, 900]);
});
