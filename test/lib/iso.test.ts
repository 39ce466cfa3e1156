import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iso } from '../../src/lib/iso.ts';

test('a moment is told in UTC', () => {
  expect(iso(Date.UTC(2026, 0, 31, 18, 30))).toBe('2026-01-31T18:30:00.000Z');
});

test('every number is told as a time that RFC 3339 knows', () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.constantFrom(Number.NaN, 1.8446744073709552e22, -1e300)), (ms) => {
      expect(iso(ms)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }),
  );
});
