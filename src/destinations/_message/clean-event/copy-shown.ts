import type { Cleaner } from './cleaner.ts';

/** Data is at most this deep. */
const deepest = 40;

/**
 * A copy of any JSON without the keys whose values must not be shown. Its objects become text by `asText`, wherever one
 * is taken as text.
 */
export function copyShown(value: unknown, cleaner: Cleaner, asText: (value: object) => string): unknown {
  const kind = {
    [Symbol.toPrimitive](this: object) {
      return asText(this);
    },
  };
  function copy(one: unknown, depth: number): unknown {
    if (typeof one !== 'object' || one === null) return one;
    if (depth === 0) return undefined;
    if (Array.isArray(one)) return one.map((item) => copy(item, depth - 1));
    const copied: object = Object.create(kind);
    for (const [key, part] of Object.entries(one)) {
      if (!cleaner.allows(key)) continue;
      const property = { value: copy(part, depth - 1), enumerable: true, configurable: true, writable: true };
      Object.defineProperty(copied, key, property);
    }
    return copied;
  }
  return copy(value, deepest);
}
