import { expect, test } from 'vitest';
import { readAnswer } from '../../src/destinations/http/read-answer.ts';
import { retryAfterMs } from '../../src/lib/retry-after.ts';

const now = Date.parse('2026-01-01T00:00:00Z');

test.each([
  ['0', 0],
  ['1', 1_000],
  ['120', 120_000],
  [' 120\t', 120_000],
  ['007', 7_000],
  ['1.5', 1_500],
  ['0.0001', 1],
  ['999999999', 999_999_999_000],
])('"%s" is so many seconds', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

test.each([
  ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
  ['Thursday, 01-Jan-26 00:00:30 GMT', 30_000],
  ['Thu, 01 Jan 2026 01:00:30 +0100', 30_000],
  ['Thu Jan  1 00:00:30 2026', 30_000],
  ['Thu, 01 Jan 2026 00:00:00 GMT', 0],
  ['Wed, 31 Dec 2025 23:59:59 GMT', 0],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
])('"%s" is a moment, and one that is over is now', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

test.each([
  undefined,
  '',
  '  ',
  '-1',
  '-120',
  '+5',
  '1e3',
  '0x10',
  '5s',
  '5 minutes',
  '5, 10',
  '5\n10',
  '.5',
  '5.',
  '1.2.3',
  'soon',
  'wait 5',
  'later 5',
  'NaN',
  'Infinity',
  'null',
  '٣',
  '1'.repeat(400),
  'Thu, 45 Foo 2026 00:00:30 GMT',
])('"%s" says nothing', (header) => {
  expect(retryAfterMs(header, now)).toBeUndefined();
});

test.each(['86401', '999999999', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
  'an answer that asks for "%s" gets a day',
  (header) => {
    const answered = { kind: 'answered', status: 503, headers: { 'retry-after': header }, body: '' } as const;
    expect(readAnswer(answered, now, (text) => text)).toMatchObject({ kind: 'retry', afterMs: 86_400_000 });
  },
);

test('an answer that asks for no more than a day gets what it asks for', () => {
  const answered = { kind: 'answered', status: 503, headers: { 'retry-after': '86399' }, body: '' } as const;
  expect(readAnswer(answered, now, (text) => text)).toMatchObject({ kind: 'retry', afterMs: 86_399_000 });
});
