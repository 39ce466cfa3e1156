/** The result of reading one value: the value, or three texts on what is wrong with it, none of which holds it. */
export type Parsed<T> = { ok: true; value: T } | Refusal;

export interface Refusal {
  ok: false;
  /** Continues the name of the value: `is not a port`. */
  what: string;
  expected: string;
  cure: string;
}

/** Reads one value as JSON, YAML or a command line gave it. */
export type Read<T> = (value: unknown) => Parsed<T>;

export function accept<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function refuse(what: string, expected: string, cure: string): Refusal {
  return { ok: false, what, expected, cure };
}
