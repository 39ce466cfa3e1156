/**
 * An id as Discord gives them out, for messages. A snowflake is a number below 2⁶⁴ that begins with the milliseconds
 * since 2015, so that those of Discord's own time have 17 digits at least (Discord: API Reference, "Snowflakes").
 */
export const snowflakeForm = '17 to 20 digits';

/** Whether a text is an id of something in Discord. */
export function isSnowflake(text: string): boolean {
  return /^[1-9]\d{16,19}$/.test(text) && BigInt(text) < 2n ** 64n;
}
