import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactly } from '../../src/lib/parse-exactly.ts';

test('integers that a number would round keep their digits, wherever they stand', () => {
  const text =
    '{"steam":76561198000000001,"list":[412345678901234567,-9007199254740993],"deep":{"id":18446744073709551615}}';
  expect(parseExactly(text)).toEqual({
    steam: '76561198000000001',
    list: ['412345678901234567', '-9007199254740993'],
    deep: { id: '18446744073709551615' },
  });
});

test('whatever a number can keep stays a number', () => {
  const text = '[9007199254740991, 9007199254740992, 1.2345678901234567, 1e21, -0, 1000000000000000]';
  expect(parseExactly(text)).toEqual([
    9007199254740991, 9007199254740992, 1.2345678901234567, 1e21, -0, 1_000_000_000_000_000,
  ]);
});

test('everything else is read as ever', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const plain = JSON.stringify(JSON.parse(text));
      expect(JSON.stringify(parseExactly(text))).toBe(plain);
    }),
  );
});

test('a key is no number, and no text is changed', () => {
  expect(parseExactly('{"76561198000000001":"76561198000000001"}')).toEqual({
    '76561198000000001': '76561198000000001',
  });
});
