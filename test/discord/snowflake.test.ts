import { expect, it } from 'vitest';
import { isSnowflake } from '../../src/discord/snowflake.ts';

it.each(['41771983423143936', '197038439483310086', '18446744073709551615'])('%s is an id', (id) => {
  expect(isSnowflake(id)).toBe(true);
});

it.each([
  ['too short', '4177198342314393'],
  ['too long', '184467440737095516150'],
  ['2⁶⁴', '18446744073709551616'],
  ['with a zero in front', '01970384394833100'],
  ['a mention', '<@&197038439483310086>'],
  ['with blanks', ' 197038439483310086'],
  ['a number', 197038439483310],
  ['nothing', undefined],
])('%s is none', (_, value) => {
  expect(isSnowflake(value)).toBe(false);
});
