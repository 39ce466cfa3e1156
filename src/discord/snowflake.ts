/**
 * An id as Discord gives them out, for messages. A snowflake is a number below 2⁶⁴ that begins with the milliseconds
 * since 2015, so that those of Discord's own time have 17 digits at least (Discord: API Reference, "Snowflakes").
 */
export const snowflakeForm = '17 to 20 digits';

export type Snowflake = `${bigint}`;

/** True of the id of something in Discord, as decimal text. */
export function isSnowflake(value: unknown): value is Snowflake {
  return typeof value === 'string' && /^[1-9]\d{16,19}$/.test(value) && BigInt(value) < 2n ** 64n;
}
