import fc from 'fast-check';
import { expect, test } from 'vitest';
import { believedWait, longestWaitMs } from '../../../src/discord/traffic/believed-wait.ts';
import { Bucket } from '../../../src/discord/traffic/bucket.ts';
import { readAnswer } from '../../../src/discord/traffic/read-answer.ts';

test.each([
  [0.5, 500],
  ['1.25', 1_250],
  [900, 900_000],
  ['0', 0],
])('%j s is believed', (seconds, ms) => {
  expect(believedWait(seconds)).toEqual({ ms });
});

test.each([18_446_744_073_709.55, 3_000_000, 1e308, '1e400', Number.POSITIVE_INFINITY])(
  '%j s is believed for 15 minutes, and the log says what was asked for',
  (seconds) => {
    expect(believedWait(seconds)).toEqual({
      ms: longestWaitMs,
      doubt: expect.stringMatching(/^it asked for .* s, of which 900 are believed$/),
    });
  },
);

test.each([undefined, null, '', ' ', 'soon', Number.NaN, {}, [], true])('%j is no wait', (seconds) => {
  expect(believedWait(seconds)).toBeUndefined();
});

test('less than nothing is nothing', () => {
  expect(believedWait(-5)).toEqual({ ms: 0, doubt: 'it asked for -5 s, of which none are believed' });
});

const anything = fc.oneof(
  fc.double(),
  fc.string(),
  fc.constant(undefined),
  fc.constant('1e308'),
  fc.bigInt().map(String),
);

test('whatever a 429 says, nothing is closed for more than an hour', () => {
  fc.assert(
    fc.property(anything, anything, anything, fc.boolean(), (retry_after, header, reset, global) => {
      const headers = {
        'retry-after': header === undefined ? undefined : String(header),
        'x-ratelimit-reset-after': reset === undefined ? undefined : String(reset),
      };
      const body = JSON.stringify({ retry_after, global });
      const outcome = readAnswer({ status: 429, headers, body }, 300_000);
      if (outcome.kind !== 'rate_limited') throw new Error(outcome.kind);
      expect(outcome.afterMs).toBeGreaterThanOrEqual(0);
      expect(outcome.afterMs).toBeLessThanOrEqual(3_600_000);
    }),
  );
});

test('whatever the headers of an answer say, a bucket opens again within 15 minutes', () => {
  fc.assert(
    fc.property(anything, anything, anything, (limit, remaining, reset) => {
      const bucket = new Bucket();
      bucket.begin();
      bucket.end(0, {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset-after': String(reset),
      });
      expect(bucket.waitMs(0)).toBeLessThanOrEqual(longestWaitMs);
      expect(bucket.limit()?.windowMs ?? 0).toBeLessThanOrEqual(longestWaitMs);
    }),
  );
});

test('a limit that was kept from an absurd answer holds nothing up for longer either', () => {
  const bucket = new Bucket();
  bucket.recall(0, 0, { count: 1, windowMs: 1e15 });
  expect(bucket.waitMs(0)).toBeLessThanOrEqual(longestWaitMs);
});
