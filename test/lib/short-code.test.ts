import { expect, test } from 'vitest';
import { newShortCode, readShortCode } from '../../src/lib/short-code.ts';

test('a code has eight signs, of which no two look alike, and is read as it was made', () => {
  const codes = Array.from({ length: 500 }, newShortCode);
  for (const code of codes) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(readShortCode(code)).toBe(code);
  }
  expect(new Set(codes).size).toBe(500);
  expect(new Set(codes.join('')).size).toBe(33);
});

test.each([
  ['k7qf-2m9d', 'K7QF-2M9D'],
  ['  K7QF 2M9D ', 'K7QF-2M9D'],
  ['K7QF2M9D', 'K7QF-2M9D'],
  ['K7QF – 2M9D', 'K7QF-2M9D'],
  ['O0Ii-lL11', '0011-1111'],
  ['K7QF-2M9', undefined],
  ['K7QF-2M9DX', undefined],
  ['U7QF-2M9D', undefined],
  ['K7QF-2M9💎', undefined],
  ['', undefined],
])('%j is read as %s', (typed, code) => {
  expect(readShortCode(typed)).toBe(code);
});
