/** The keys under which the name of a thing stands, over all platforms. */
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
  if (typeof value !== 'object') return scalarText(value);
  const parts = partsOf(value);
  for (const key of nameKeys) {
    const name = scalarText(parts[key]);
    if (name !== undefined && name.trim() !== '') return withQuantity(name, parts);
  }
  for (const key of innerKeys) {
    const inner = partsOf(parts[key]);
    const name = scalarText(parts[key]) ?? scalarText(inner['name']) ?? scalarText(inner['title']);
    if (name !== undefined && name.trim() !== '') return withQuantity(name, parts);
  }
  return undefined;
}

/** Text, a number, or yes and no; undefined for everything that is not one value. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return undefined;
}

/** The parts of an object; none of the keys above is one that every object has. */
function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function withQuantity(name: string, parts: Readonly<Record<string, unknown>>): string {
  for (const key of quantityKeys) {
    const quantity = parts[key];
    const count = typeof quantity === 'string' && /^\d{1,9}$/.test(quantity) ? Number(quantity) : quantity;
    if (typeof count === 'number' && Number.isInteger(count)) return count > 1 ? `${count}× ${name}` : name;
  }
  return name;
}
