/**
 * Milliseconds that a `Retry-After` asks for: seconds, with or without a fraction, or an HTTP date
 * (RFC 9110, section 10.2.3). Undefined where it says nothing that can be waited for.
 *
 * @param now epoch milliseconds.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  if (/^\d{1,9}(\.\d{1,6})?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  // Of the three forms of a date one names no zone; it is GMT.
  const at = Date.parse(/(GMT|UTC|Z|[+-]\d{4})$/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
