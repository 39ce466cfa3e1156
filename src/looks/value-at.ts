import type { Event } from '../model/event.ts';

const steps = new Map<string, readonly string[]>();

/**
 * The value at a path of an event: `amount`, `data.package.name`, `data.items[].name` (one of each item),
 * `fields.Season` (what its sender wrote into that field). Undefined where the path leads nowhere; only the event's own
 * keys count, so that `data.constructor` is nothing.
 */
export function valueAt(event: Event, path: string): unknown {
  if (path === 'occurred_at') return event.occurredAt;
  if (path === 'correlation_id') return event.correlationId;
  if (path.startsWith('fields.')) return event.fields?.find(({ name }) => name === path.slice('fields.'.length))?.value;
  let names = steps.get(path);
  if (names === undefined) {
    names = path.split('.');
    if (steps.size >= 5000) steps.clear();
    steps.set(path, names);
  }
  return walk(event, names, 0);
}

function walk(value: unknown, names: readonly string[], index: number): unknown {
  const name = names[index];
  if (name === undefined) return value;
  const isEach = name.endsWith('[]');
  const inner = own(value, isEach ? name.slice(0, -2) : name);
  if (!isEach) return walk(inner, names, index + 1);
  if (!Array.isArray(inner)) return undefined;
  return inner.slice(0, 100).map((item) => walk(item, names, index + 1));
}

/** The value of an own key, or undefined. */
export function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

/** True of a path that stands under one of these: `data.package.id` under `data.package`. */
export function isUnder(path: string, paths: ReadonlySet<string>): boolean {
  if (paths.size === 0) return false;
  for (let dot = path.length; dot > 0; dot = path.lastIndexOf('.', dot - 1))
    if (paths.has(path.slice(0, dot))) return true;
  return false;
}
