import type { EventField } from '../model/event.ts';

/** Fields of an event from names and texts; absent texts leave no field. */
export function fieldsOf(texts: Readonly<Record<string, string | undefined>>): EventField[] | undefined {
  const fields = Object.entries(texts).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [{ name, value: value.slice(0, 4_000) }],
  );
  return fields.length === 0 ? undefined : fields.slice(0, 25);
}
