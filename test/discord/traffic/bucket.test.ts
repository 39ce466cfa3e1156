import { expect, test } from 'vitest';
import { Bucket } from '../../../src/discord/traffic/bucket.ts';

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
  ['a time before now', headers(5, 0, -1)],
  ['fewer than none', headers(5, -1, 1)],
  ['more than can be', headers(5, 2 ** 64, 1e308)],
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

test('keeps no limit that cannot be', () => {
  const bucket = new Bucket();
  bucket.begin();
  bucket.end(0, headers(2 ** 64, 4, 2));
  expect([bucket.limit(), bucket.use(0)]).toEqual([undefined, undefined]);
  bucket.begin();
  bucket.end(0, headers(5, 0, 1e308));
  expect(bucket.waitMs(0)).toBe(15 * 60_000);
});
