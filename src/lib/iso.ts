/** The last moment that four digits of a year can say; the first one is 0000-01-01. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const firstMs = -62_167_219_200_000;

/**
 * Epoch milliseconds as RFC 3339 in UTC. A number that is no moment between the years 0000 and 9999, which somebody
 * else may have sent, is told as the nearest one, and what is no number as 1970: nothing that tells a time may fail.
 */
export function iso(epochMs: number): string {
  const known = Number.isNaN(epochMs) ? 0 : epochMs;
  return new Date(Math.min(lastMs, Math.max(firstMs, known))).toISOString();
}
