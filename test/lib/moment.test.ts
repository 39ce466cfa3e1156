import { expect, test } from 'vitest';
import { readMoment } from '../../src/lib/moment.ts';

test.each([
  [1_789_410_165, 1_789_410_165],
  [1_789_410_165_500, 1_789_410_165],
  ['1789410165', 1_789_410_165],
  ['2026-09-14T18:22:45Z', 1_789_410_165],
  ['2026-09-14T20:22:45.123+02:00', 1_789_410_165],
  ['2026-09-14T20:22:45+0200', 1_789_410_165],
  ['2026-09-14 18:22:45', 1_789_410_165],
  ['2026-09-14 18:22', 1_789_410_120],
])('%s is a moment', (written, seconds) => {
  expect(readMoment(written)).toEqual({ seconds, isDay: false });
});

test('a day alone is a day', () => {
  expect(readMoment('2026-09-14')).toEqual({ seconds: 1_789_344_000, isDay: true });
});

test.each([
  '',
  'soon',
  '2026-13-45',
  '14/09/2026',
  'P30D',
  '30',
  5,
  Number.NaN,
  null,
  {},
  '2026-09-14T18:22:45Z and more',
])('%j is none', (value) => {
  expect(readMoment(value)).toBeUndefined();
});
