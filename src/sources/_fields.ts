import type { EventField } from '../model/event.ts';

/** True for a text that is an e-mail address and nothing else. */
export function isEmail(text: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(text.trim());
}

/** A field that may be absent: its name, its text, whether it stands beside its neighbours. */
export type FieldRow = readonly [name: string, value: string | undefined, inline?: boolean | undefined];

/** Fields of an event from names and texts; absent texts leave no field, and neither does an address of a person. */
export function fieldsOf(texts: Readonly<Record<string, string | undefined>>): EventField[] | undefined {
  return fieldsOfRows(Object.entries(texts));
}

/** The same where a sender chose the names: two fields may have one name, and their order is the sender's. */
export function fieldsOfRows(rows: readonly FieldRow[]): EventField[] | undefined {
  const fields = rows.flatMap(([name, value, inline]) =>
    value === undefined || value === '' || isEmail(value)
      ? []
      : [{ name: name.slice(0, 256), value: value.slice(0, 4_000), ...(inline === false ? { inline } : {}) }],
  );
  return fields.length === 0 ? undefined : fields;
}
