import { splitKey } from '../../../privacy/key-kinds.ts';

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
export function readableKey(key: string): string {
  const words = splitKey(key.slice(0, 100)).map((word) => {
    const lower = word.toLowerCase();
    return upperCase.has(lower) ? lower.toUpperCase() : /^[A-Z0-9]{2,}$/.test(word) ? word : lower;
  });
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
