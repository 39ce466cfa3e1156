import { own } from '../../looks/value-at.ts';
import { isContactKey, wordsOf } from '../../privacy/contact.ts';
import type { Scene } from './scene.ts';

/** Where the name of a thing stands, over all platforms. */
const nameKeys = [
  'name',
  'title',
  'product_name',
  'package_name',
  'item_name',
  'label',
  'username',
  'code',
  'message',
  'description',
  'id',
];
const innerKeys = ['product', 'package', 'item', 'variant'];
const quantityKeys = ['quantity', 'qty', 'count'];
const maxItems = 100;

/** The names of the items of a list, such as `2× Treasure Key`. */
export function namesOf(list: readonly unknown[]): string[] {
  return list.slice(0, maxItems).flatMap((item) => nameOf(item)?.replace(/\s*\n\s*/g, ' ') ?? []);
}

/** A scalar as text, or an object's name with its quantity; undefined where there is none. Not yet cleaned. */
export function nameOf(value: unknown): string | undefined {
  const text = scalar(value);
  if (text !== undefined) return text;
  for (const key of nameKeys) {
    const name = scalar(own(value, key));
    if (name !== undefined && name.trim() !== '') return withQuantity(name, value);
  }
  for (const key of innerKeys) {
    const inner = own(value, key);
    const name = scalar(inner) ?? scalar(own(inner, 'name')) ?? scalar(own(inner, 'title'));
    if (name !== undefined && name.trim() !== '') return withQuantity(name, value);
  }
  return undefined;
}

/** Text, a number, or yes and no; undefined for everything that is not one value. */
export function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return undefined;
}

function withQuantity(name: string, item: unknown): string {
  for (const key of quantityKeys) {
    const quantity = own(item, key);
    const count = typeof quantity === 'string' && /^\d{1,9}$/.test(quantity) ? Number(quantity) : quantity;
    if (typeof count === 'number' && Number.isInteger(count)) return count > 1 ? `${count}× ${name}` : name;
  }
  return name;
}

const upperCase = new Set([
  'id',
  'url',
  'ip',
  'uuid',
  'api',
  'http',
  'vat',
  'sku',
  'vip',
  'fps',
  'tps',
  'cpu',
  'ram',
  'sql',
  'db',
  'os',
]);

/** A key as people read it: `transactionId` and `transaction_id` are `Transaction ID`. */
export function humanise(key: string): string {
  const words = wordsOf(key.slice(0, 100)).map((word) => {
    const lower = word.toLowerCase();
    return upperCase.has(lower) ? lower.toUpperCase() : /^[A-Z0-9]{2,}$/.test(word) ? word : lower;
  });
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether a path or key may be shown, as far as contact data goes. */
export function mayShow(path: string, scene: Scene): boolean {
  return scene.store.showContact || !path.split('.').some(isContactKey);
}
