import type { EventField } from '../model/event.ts';

/** Whether a text is an e-mail address and nothing else. */
export function isEmail(text: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(text.trim());
}

/** Fields of an event from names and texts; absent texts leave no field, and neither does an address of a person. */
export function fieldsOf(texts: Readonly<Record<string, string | undefined>>): EventField[] | undefined {
  const fields = Object.entries(texts).flatMap(([name, value]) =>
    value === undefined || value === '' || isEmail(value) ? [] : [{ name, value: value.slice(0, 4_000) }],
  );
  return fields.length === 0 ? undefined : fields.slice(0, 25);
}
