import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no two of its signs look alike, and those that are missing are read as what they look like. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const lookAlikes: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };
const length = 8;

/** A code of 40 random bits that a person can type, such as `K7QF-2M9D`. */
export function newShortCode(): string {
  const text = Array.from(randomBytes(length), (byte) => signs[byte % signs.length]).join('');
  return `${text.slice(0, length / 2)}-${text.slice(length / 2)}`;
}

/** A code in its one form, however it was typed: `k7qf 2m9d` is `K7QF-2M9D`. Undefined for what cannot be one. */
export function readShortCode(text: string): string | undefined {
  const plain = text
    .toUpperCase()
    .replace(/[\s\u2010-\u2015_-]+/g, '')
    .replace(/[OIL]/g, (sign) => lookAlikes[sign] ?? sign);
  const isCode = plain.length === length && [...plain].every((sign) => signs.includes(sign));
  return isCode ? `${plain.slice(0, length / 2)}-${plain.slice(length / 2)}` : undefined;
}
