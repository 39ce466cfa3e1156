/**
 * JSON with the keys of every object sorted, so that the same data gives the same text whatever order it was written
 * in (a Lua table has none). Takes what JSON.parse gives.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'null';
}

/** The value itself where it is sorted, as most are; else a copy. JSON.stringify is faster than any text of our own. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  const entries = Object.entries(value);
  let isSorted = true;
  let previous = '';
  for (const entry of entries) {
    const [key, item] = entry;
    entry[1] = sorted(item);
    if (entry[1] !== item || key < previous) isSorted = false;
    previous = key;
  }
  return isSorted ? value : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
