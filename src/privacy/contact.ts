import { isIPv6 } from 'node:net';

// Contact data: e-mail, IP and postal addresses, telephone numbers, real names.

const contactWords = new Set([
  'email',
  'mail',
  'ip',
  'ipaddress',
  'ipv4',
  'ipv6',
  'address',
  'addr',
  'address1',
  'address2',
  'street',
  'zip',
  'zipcode',
  'postal',
  'postcode',
  'postalcode',
  'phone',
  'telephone',
  'mobile',
  'birthday',
  'birthdate',
  'firstname',
  'lastname',
  'surname',
]);
const contactKey = /^(?:.*email.*|.*ipaddr(?:ess)?|first_?name|last_?name|date_?of_?birth|dob)$/;
const secretKey =
  /passw(?:or)?d|passphrase|secret|(?:^|_)token$|api_?key|private_?key|authori[sz]ation|credential|cookie|session|signature|card_?number|^iban$|^cv[cv]2?$|webhook_?url/;

interface KeyKind {
  contact: boolean;
  secret: boolean;
}

const kinds = new Map<string, KeyKind>();

/** True for a key that names contact data: `email`, `customerIp`, `billing_address`, `Phone number`. */
export function isContactKey(key: string): boolean {
  return kindOf(key).contact;
}

/** True for a key that names a secret or a means of payment: `password`, `apiKey`, `card_number`. */
export function isSecretKey(key: string): boolean {
  return kindOf(key).secret;
}

/** The words of a key: `customerIPAddress` is customer, ip, address. */
export function wordsOf(key: string): string[] {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function kindOf(key: string): KeyKind {
  const known = kinds.get(key);
  if (known !== undefined) return known;
  const words = wordsOf(key.slice(0, 256).normalize('NFKC')).map((word) => word.toLowerCase());
  const joined = words.join('_');
  const squashed = words.join('');
  const kind = {
    contact: contactKey.test(joined) || contactKey.test(squashed) || words.some((word) => contactWords.has(word)),
    secret: secretKey.test(joined) || secretKey.test(squashed),
  };
  if (kinds.size >= 2000) kinds.clear();
  kinds.set(key, kind);
  return kind;
}

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
