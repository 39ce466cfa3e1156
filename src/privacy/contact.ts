import { isIPv6 } from 'node:net';

const maybeAddress = /\d\.\d|:[\da-f]{0,4}:/i;
const ipv4 = /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\w|\.\d|-\w)/g;
const ipv6 = /(?<![\w:.])(?=[\da-f]*:[\da-f]*:)(?:[\da-f:]{1,30}:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]{2,39})(?![\w:])/gi;

/** The text with e-mail and IP addresses replaced by a neutral placeholder. */
export function maskContact(text: string): string {
  const mailed = text.includes('@') ? maskMail(text) : text;
  if (!maybeAddress.test(mailed)) return mailed;
  return mailed
    .replace(ipv6, (found) => (/[\da-f]/i.test(found) && isIPv6(found) ? '(IP hidden)' : found))
    .replace(ipv4, '(IP hidden)');
}

const localPart = /[\p{L}\p{N}.!#$%&'*+/=?^_{|}~-]/u;
const domainPart = /[\p{L}\p{N}.-]/u;
const ascii = Array.from({ length: 128 }, (_each, code) => String.fromCharCode(code));
const localAscii = ascii.map((char) => localPart.test(char));
const domainAscii = ascii.map((char) => domainPart.test(char));

function isPart(table: readonly boolean[], part: RegExp, text: string, index: number): boolean {
  return table[text.charCodeAt(index)] ?? part.test(text.charAt(index));
}

/** Walks outward from each `@`: a regular expression over the whole text would take quadratic time. */
function maskMail(text: string): string {
  let masked = '';
  let done = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let end = at + 1;
    while (end < text.length && end - at < 256 && isPart(domainAscii, domainPart, text, end)) end += 1;
    while (end > at && /[.-]/.test(text.charAt(end - 1))) end -= 1;
    if (!/[^.]\.\p{L}{2,}$/u.test(text.slice(at + 1, end))) continue;
    let start = at;
    while (start > done && at - start < 64 && isPart(localAscii, localPart, text, start - 1)) start -= 1;
    if (start === at) continue;
    masked += `${text.slice(done, start)}(e-mail hidden)`;
    done = end;
    at = end - 1;
  }
  return masked + text.slice(done);
}
