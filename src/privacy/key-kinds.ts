// Names of data that is nobody else's: e-mail, IP and postal addresses, telephone numbers, real names; secrets.

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
export function splitKey(key: string): string[] {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function kindOf(key: string): KeyKind {
  const known = kinds.get(key);
  if (known !== undefined) return known;
  const words = splitKey(key.slice(0, 256).normalize('NFKC')).map((word) => word.toLowerCase());
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
