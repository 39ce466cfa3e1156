/**
 * Exponential backoff with full jitter: a random delay between 0 and min(longest, base × 2^attempt).
 * Many lanes that failed together come back spread out.
 *
 * @param attempt how many attempts have failed, from 1.
 * @param random a number from 0 (inclusive) to 1.
 * @returns milliseconds, at least 1/4 of the base, so that a run of small draws cannot hammer.
 */
export function backoffMs(attempt: number, limits: { baseMs: number; longestMs: number }, random: number): number {
  const ceiling = Math.min(limits.longestMs, limits.baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.max(limits.baseMs / 4, Math.round(ceiling * random));
}
