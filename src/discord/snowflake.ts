import { randomBytes } from 'node:crypto';

// Discord's ids: unsigned 64-bit numbers, made from the time, written as decimal text (Discord: API Reference,
// Snowflakes).

/** The moment that they count from: 2015-01-01. */
const epochMs = 1_420_070_400_000n;

const shortest = 15;
const longest = 20;
const form = new RegExp(`^[1-9]\\d{${shortest - 1},${longest - 1}}$`);

/** The form of an id, for error texts. */
export const snowflakeForm = `${shortest} to ${longest} digits`;

export type Snowflake = `${bigint}`;

/** Decides on the form alone; whether there is anything with this id only Discord knows. */
export function isSnowflake(value: unknown): value is Snowflake {
  return typeof value === 'string' && form.test(value) && (value.length < longest || BigInt(value) < 2n ** 64n);
}

/** An id of our own in this form. @param atMs the moment that it is made, in epoch milliseconds. */
export function newSnowflake(atMs: number): string {
  const random = BigInt(randomBytes(3).readUIntBE(0, 3) & 0x3f_ffff);
  return String(((BigInt(atMs) - epochMs) << 22n) | random);
}
