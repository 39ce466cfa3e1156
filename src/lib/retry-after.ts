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
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
