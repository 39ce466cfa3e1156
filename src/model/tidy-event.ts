const objects = new Set(['player', 'recipient', 'amount', 'data']);
const lists = new Set(['fields', 'links']);

/**
 * An event as its sender meant it, before it is checked. Lua and PHP have one kind of table: `[]` where an object is
 * expected, and `{}` where a list is, are what they write for an empty one, and null for a value that is not there.
 *
 * @param value as it came; anything but an object is given back.
 */
export function tidyEvent(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      if (part === null || isEmptyOfTheOtherKind(key, part)) return [];
      return [[key, key === 'data' ? part : withoutNulls(part)]];
    }),
  );
}

function isEmptyOfTheOtherKind(key: string, part: unknown): boolean {
  if (objects.has(key)) return Array.isArray(part) && part.length === 0;
  return lists.has(key) && isEmptyObject(part);
}

function withoutNulls(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).filter(([, item]) => item !== null));
}

function isEmptyObject(part: unknown): boolean {
  return typeof part === 'object' && part !== null && !Array.isArray(part) && Object.keys(part).length === 0;
}
