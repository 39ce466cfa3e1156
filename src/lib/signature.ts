import { createHmac, timingSafeEqual } from 'node:crypto';

/** The HMAC of the parts, one after the other. Strings count as UTF-8. */
export function hmac(
  algorithm: 'sha256' | 'sha512' | 'md5',
  key: string | Buffer,
  ...parts: (string | Buffer)[]
): Buffer {
  const digest = createHmac(algorithm, key);
  for (const part of parts) digest.update(part);
  return digest.digest();
}

/** True where both are the same bytes; the time it takes tells nothing of them, their length aside. */
export function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** True where both are the same text; the time it takes tells nothing, not even of the length. */
export function isSameText(expected: string, given: string): boolean {
  const key = 'compare';
  return timingSafeEqual(hmac('sha256', key, expected), hmac('sha256', key, given));
}

/** The bytes of a hex text in either case; undefined where it is none. */
export function fromHex(text: string): Buffer | undefined {
  return /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined;
}

/** The bytes of a base64 text; undefined where it is none. */
export function fromBase64(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
