import { describe, expect, test } from 'vitest';
import { Bucket } from '../../../src/discord/traffic/bucket.ts';
import { Closable } from '../../../src/discord/traffic/closable.ts';
import { InvalidRequests } from '../../../src/discord/traffic/invalid-requests.ts';
import { SlidingWindow } from '../../../src/discord/traffic/sliding-window.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';

describe('something that can be closed', () => {
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
});

describe('a sliding window', () => {
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
});

describe('a bucket', () => {
  const headers = (limit: number, remaining: number, resetAfter: number | string) => ({
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset-after': String(resetAfter),
  });

  test('knows its limit and its window once the first answer of a window came', () => {
    const bucket = new Bucket();
    expect([bucket.limit(), bucket.use(0)]).toEqual([undefined, undefined]);
    bucket.begin();
    bucket.end(100, headers(5, 3, 1.2));
    expect(bucket.limit()).toBeUndefined();
    bucket.begin();
    bucket.end(2_000, headers(5, 4, 2));
    expect(bucket.limit()).toEqual({ count: 5, windowMs: 2_000 });
    expect([bucket.use(2_000), bucket.use(4_000)]).toEqual([
      { used: 1, limit: 5 },
      { used: 0, limit: 5 },
    ]);
  });

  test('waits for the answer that is under way, then for the end of a used-up window', () => {
    const bucket = new Bucket();
    expect(bucket.waitMs(0)).toBe(0);
    bucket.begin();
    expect(bucket.waitMs(0)).toBe(Number.POSITIVE_INFINITY);
    bucket.end(50, headers(5, 0, 0.5));
    expect([bucket.waitMs(50), bucket.waitMs(549), bucket.waitMs(550)]).toEqual([500, 1, 0]);
  });

  test.each([
    ['an answer without them', {}],
    ['words', headers(5, 0, 'soon')],
    ['negative numbers', headers(5, 0, -1)],
    ['nothing in them', { 'x-ratelimit-remaining': '', 'x-ratelimit-reset-after': ' ' }],
  ])('does not stick on headers that tell nothing: %s', (_, told) => {
    const bucket = new Bucket();
    bucket.begin();
    bucket.end(0, told);
    expect(bucket.waitMs(0)).toBe(0);
  });

  test('leaves room for what an earlier process sent, until its window is over', () => {
    const bucket = new Bucket();
    for (const agoMs of [1_500, 1_000]) bucket.recall(10_000, agoMs, { count: 2, windowMs: 2_000 });
    expect([bucket.waitMs(10_000), bucket.waitMs(11_000)]).toEqual([1_000, 0]);
    const late = new Bucket();
    late.recall(10_000, 2_000, { count: 1, windowMs: 2_000 });
    expect(late.waitMs(10_000)).toBe(0);
  });

  test('supposes the tightest limit where none is known', () => {
    const bucket = new Bucket();
    for (let index = 0; index < 5; index += 1) bucket.recall(10_000, 0);
    expect([bucket.waitMs(10_000), bucket.waitMs(14_999), bucket.waitMs(15_000)]).toEqual([5_000, 1, 0]);
  });
});

test('from a tenth of what Discord bans for, one request a second goes out, and ten minutes later all of them', () => {
  const clock = new FakeClock();
  const invalid = new InvalidRequests(clock);
  for (let index = 0; index < 999; index += 1) invalid.add();
  expect([invalid.isSlow(), invalid.waitMs()]).toEqual([false, 0]);
  invalid.add();
  expect(invalid.isSlow()).toBe(true);
  invalid.begin();
  expect(invalid.waitMs()).toBe(1_000);
  clock.advance(600_000);
  expect([invalid.count(), invalid.waitMs()]).toEqual([0, 0]);
});
