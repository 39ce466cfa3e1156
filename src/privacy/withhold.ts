import { maskContact } from './contact.ts';
import { isContactKey, isSecretKey, splitKey } from './key-kinds.ts';
import { maskSecrets } from './mask-secrets.ts';

// The part of a platform's own event that is not kept in an event of ours.

/** Names of people that are no names of players, and means of payment, access and tracking. */
const withheldKeys = new Set([
  ...['given_name', 'family_name', 'middle_name', 'real_name', 'legal_name', 'individual_name'],
  ...['billing_name', 'customer_name', 'client_name', 'contact_name', 'payer_name', 'cardholder', 'cardholder_name'],
  ...['card', 'last4', 'card_last_four', 'card_brand', 'bank_account', 'account_number'],
  ...[
    'verified_name',
    'account_holder',
    'account_holder_name',
    'holder_name',
    'owner_name',
    'iban',
    'iban_last4',
    'bic',
  ],
  ...['tax_id', 'tax_ids', 'customer_tax_ids', 'vat_number', 'tax_number'],
  ...['user_agent', 'customer_user_agent', 'client_details', 'latitude', 'longitude'],
  ...['receipt_url', 'hosted_invoice_url', 'invoice_pdf', 'license_key', 'license_keys', 'order_key'],
]);

/** Objects that tell of a buyer, and what of them says who or where it is. */
const buyerParts = new Set([
  ...['billing', 'billing_details', 'customer_details', 'customer_shipping', 'shipping', 'shipping_details', 'owner'],
]);
const buyerKeys = new Set(['name', 'company', 'city', 'state', 'state_or_province', 'province', 'region', 'tax_id']);

/** People of whom a name of several words is no name of a player. */
const buyers = new Set(['customer', 'payer', 'subscriber', 'buyer', 'client', 'contact']);

/** The keys under which a list of names and values has its names. */
const nameKeys = ['name', 'key', 'field', 'variable', 'label', 'title'];

/** A query that lets whoever has the link in. */
const passKey = /^(?:signature|sig|token|key|secret|auth|expires|hash)$|(?:_|-)(?:token|key|signature|secret)$/i;

/**
 * A value that a platform sent, without what is nobody else's: contact data, real names, means of payment, secrets, and
 * links that let somebody in. A text with an e-mail or IP address in it keeps the rest of it.
 *
 * @param names further keys that are left out, in snake case.
 * @param secrets texts that are left out wherever they stand.
 */
export function withhold(value: unknown, names: readonly string[], secrets: readonly string[]): unknown {
  const rules = { names: new Set(names), secrets: secrets.filter((secret) => secret !== '') };
  return isPublic('', value, rules) ? without(value, '', rules) : undefined;
}

interface Rules {
  names: ReadonlySet<string>;
  secrets: readonly string[];
}

function without(value: unknown, within: string, rules: Rules): unknown {
  if (typeof value === 'string') return masked(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.filter((item) => isPublic('', item, rules)).map((item) => without(item, within, rules));
  }
  const names = nameKeys.map((key) => own(value, key));
  const isNamed = names.some((name) => typeof name === 'string' && isWithheldKey(name, rules));
  const entries = Object.entries(value).filter(([key, item]) => {
    if (isNamed && !nameKeys.includes(key)) return false;
    if (rules.secrets.some((secret) => key.includes(secret))) return false;
    return !isOfBuyer(key, item, within) && isPublic(key, item, rules);
  });
  return Object.fromEntries(entries.map(([key, item]) => [key, without(item, snakeOf(key), rules)]));
}

/** @param within the key of the object, in snake case. */
function isOfBuyer(key: string, value: unknown, within: string): boolean {
  const snake = snakeOf(key);
  if (buyerParts.has(within) && buyerKeys.has(snake)) return true;
  const isWhole = typeof value === 'string' && /\S\s\S/.test(value);
  return isWhole && (snake === 'full_name' || (snake === 'name' && buyers.has(within)));
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function isPublic(key: string, value: unknown, rules: Rules): boolean {
  if (key !== '' && isWithheldKey(key, rules)) return false;
  // `["Cookie", "…"]`, as servers list headers.
  if (Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string') {
    if (isContactKey(value[0]) || isSecretKey(value[0])) return false;
  }
  if (typeof value !== 'string') return true;
  return !rules.secrets.some((secret) => value.includes(secret)) && !isPass(value);
}

function isWithheldKey(key: string, { names }: Rules): boolean {
  const snake = snakeOf(key);
  return isContactKey(key) || isSecretKey(key) || withheldKeys.has(snake) || names.has(snake);
}

function snakeOf(key: string): string {
  return splitKey(key.slice(0, 256)).join('_').toLowerCase();
}

/** True of a link that lets somebody in: by its query, or by what stands behind its #. */
function isPass(text: string): boolean {
  const link = text.trim();
  if (!/^https?:\/\/\S+[?#]\S/i.test(link) || !URL.canParse(link)) return false;
  const { searchParams, hash } = new URL(link);
  const names = [...searchParams.keys(), ...new URLSearchParams(hash.slice(1)).keys()];
  return names.some((name) => passKey.test(name));
}

const links = /https?:\/\/[^\s"'<>]+/gi;

/** Long texts that hold an address, or a link that lets somebody in, keep all but that. */
function masked(text: string): string {
  const open = text.replace(links, (link) => (isPass(link) ? '(link hidden)' : link));
  return maskContact(maskSecrets(open));
}
