/**
 * The longest that one answer may close anything of Discord's: its own limits last seconds, seldom minutes, but it has
 * answered with a wait of 2^64 ms. After that time it is asked again, and its next answer says what is true then.
 */
export const longestWaitMs = 15 * 60_000;

/** Cloudflare blocks an address for longer. */
export const longestBlockMs = 60 * 60_000;

/** The part of a wait that is believed, in milliseconds. */
export interface BelievedWait {
  ms: number;
  /** For the log, where it is not all that was said: `it asked for 18446744073709 s, of which 900 are believed`. */
  doubt?: string;
}

/** @param seconds as an answer says it: anything at all. Undefined: it is no number of seconds. */
export function believedWait(seconds: unknown, mostMs = longestWaitMs): BelievedWait | undefined {
  const asked = typeof seconds === 'string' && seconds.trim() !== '' ? Number(seconds) : seconds;
  if (typeof asked !== 'number' || Number.isNaN(asked)) return undefined;
  if (asked < 0) return { ms: 0, doubt: `it asked for ${asked} s, of which none are believed` };
  if (asked * 1_000 <= mostMs) return { ms: asked * 1_000 };
  return { ms: mostMs, doubt: `it asked for ${asked} s, of which ${mostMs / 1_000} are believed` };
}
