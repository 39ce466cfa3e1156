import { z } from 'zod';
import type { Field } from './field.ts';
import type { Read } from './parsed.ts';

/** How a value is written outside, in JSON and in files, and what becomes of it inside. */
export interface Codec<Model, Wire = Model> {
  /** What a value looks like, for a person: `text of 1 to 80 characters, such as Frostvale`. */
  expected: string;
  /** The form that the API takes. */
  wire: z.ZodType<Wire>;
  /** The form that the API answers. */
  shown: z.ZodType<Wire>;
  /** Reads what somebody wrote; files know more ways to write a thing than `wire` does. */
  read: Read<Model>;
  present(value: Model): Wire;
  /** The words to choose from, where there are a few. */
  choices?: readonly string[];
  /** What a value consists of, where it is more than one: so that each part is pointed at. */
  parts?: Parts;
}

/** A block of named fields, a block of any names, or a list of blocks. */
export type Parts =
  | { kind: 'block'; fields: Readonly<Record<string, Field>> }
  | { kind: 'record'; each: Codec<unknown, unknown> }
  | { kind: 'list'; most: number; fields: Readonly<Record<string, Field>> };

/** A codec of zod between the JSON and the value inside. */
export function zodCodec<Model, Wire>({ wire, read, present }: Codec<Model, Wire>) {
  return z.codec(wire, z.custom<Model>(), {
    decode(value, context): Model {
      const parsed = read(value);
      if (parsed.ok) return parsed.value;
      context.issues.push({ code: 'custom', message: `expected ${parsed.expected}`, input: value });
      return z.NEVER;
    },
    encode: (value) => present(value),
  });
}
