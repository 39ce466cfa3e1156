import { parseDuration } from './duration.ts';

/** A number of requests, or of messages, in a span of time. */
export interface Limit {
  count: number;
  windowMs: number;
}

/** The form of a limit, for messages. */
export const limitForm = 'a count, a slash and a duration, such as 30/60s, or off';

/**
 * Reads a limit: `30/60s` is at most 30 in any 60 seconds, `off` is none. Undefined where the text is neither.
 */
export function parseLimit(text: string): Limit | 'off' | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === 'off') return 'off';
  const match = /^(\d{1,9}) ?\/ ?(.+)$/.exec(trimmed);
  const count = Number(match?.[1]);
  const windowMs = parseDuration(match?.[2] ?? '');
  return count >= 1 && windowMs !== undefined && windowMs >= 1 ? { count, windowMs } : undefined;
}
