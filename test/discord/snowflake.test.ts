import { expect, test } from 'vitest';
import { newSnowflake } from '../../src/discord/new-snowflake.ts';
import { isSnowflake, snowflakeForm } from '../../src/discord/snowflake.ts';

test.each([
  ['of Discord’s own documentation', '175928847299117063'],
  ['of its first month', '10000000000000000'],
  ['of many years from now', '9999999999999999999'],
  ['the largest there is', '18446744073709551615'],
])('takes an id %s: %s', (_, id) => {
  expect(isSnowflake(id)).toBe(true);
});

test.each([
  ['one digit too short', '9999999999999999'],
  ['more than 64 bits', '18446744073709551616'],
  ['21 digits', '175928847299117063000'],
  ['a zero in front', '0175928847299117063'],
  ['blanks around it', ' 175928847299117063'],
  ['a line end behind it', '175928847299117063\n'],
  ['a sign', '-175928847299117063'],
  ['digits of another script', '١٧٥٩٢٨٨٤٧٢٩٩١١٧٠٦٣'],
  ['a mention', '<@175928847299117063>'],
  ['nothing', ''],
  ['a number, whose last digits are lost', 175928847299117060],
  ['no value', undefined],
])('refuses %s: %j', (_, id) => {
  expect(isSnowflake(id)).toBe(false);
});

test('says how many digits it takes', () => {
  expect(snowflakeForm).toBe('17 to 20 digits');
});

test('makes ids that carry their moment, as Discord’s do', () => {
  const at = Date.UTC(2026, 0, 1);
  const ids = Array.from({ length: 100 }, () => newSnowflake(at));
  expect(ids.every(isSnowflake)).toBe(true);
  expect(ids.map((id) => Number(BigInt(id) >> 22n) + 1_420_070_400_000)).toEqual(Array(100).fill(at));
  expect(new Set(ids).size).toBeGreaterThan(90);
  expect(BigInt(newSnowflake(at + 1)) > BigInt(newSnowflake(at))).toBe(true);
});
