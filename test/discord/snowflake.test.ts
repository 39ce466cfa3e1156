import { expect, test } from 'vitest';
import { isSnowflake } from '../../src/discord/snowflake.ts';

test.each([
  ['123456789012345678', true],
  ['18446744073709551615', true],
  ['18446744073709551616', false],
  ['0123456789012345678', false],
  ['12345', false],
  [123456789012345, false],
  [undefined, false],
])('%s as the id of a role: %s', (id, isRight) => {
  expect(isSnowflake(id)).toBe(isRight);
});
