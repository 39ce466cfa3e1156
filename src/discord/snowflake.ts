/** Whether a value is an id of Discord: 64 bits, as decimal text (Discord: API Reference, Snowflakes). */
export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^[1-9]\d{14,19}$/.test(value) && BigInt(value) < 2n ** 64n;
}
