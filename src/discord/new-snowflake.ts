import { randomBytes } from 'node:crypto';

/** The moment that Discord's ids count from: 2015-01-01 (Discord: API Reference, "Snowflakes"). */
const epochMs = 1_420_070_400_000n;

/** An id of our own in the form of Discord's. @param atMs the moment that it is made, in epoch milliseconds. */
export function newSnowflake(atMs: number): string {
  const random = BigInt(randomBytes(3).readUIntBE(0, 3) & 0x3f_ffff);
  return String(((BigInt(atMs) - epochMs) << 22n) | random);
}
