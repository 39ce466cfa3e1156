import { z } from 'zod';
import type { Answer, Change, Codec, Creation, Field, Fields, Values } from './field.ts';

/** A codec of zod between the JSON and the value inside. */
export function zodCodec<Model, Wire>({ wire, read, present: encode }: Codec<Model, Wire>) {
  return z.codec(wire, z.custom<Model>(), {
    decode(value, context): Model {
      const parsed = read(value);
      if (parsed.ok) return parsed.value;
      context.issues.push({ code: 'custom', message: `expected ${parsed.expected}`, input: value });
      return z.NEVER;
    },
    encode: (value) => encode(value),
  });
}

/** The body that makes a thing: what is required has to be there, and what has a default gets it. */
export function creationBody<F extends Fields>(fields: F): z.ZodType<Creation<F>> {
  const schemaOf = (field: Field) => (field.absent === 'required' ? zodCodec(field.codec) : changed(field));
  return body(fields, schemaOf, defaults(fields), withDefault);
}

/** The body that changes fields of a thing: what is left out stays, null takes away. */
export function changeBody<F extends Fields>(fields: F): z.ZodType<Change<F>> {
  return body(fields, changed);
}

/** The body that says a thing as a whole: what is left out is taken away or returns to its default. */
export function wholeBody<F extends Fields>(fields: F): z.ZodType<Change<F>> {
  const unsaid = Object.values(fields).flatMap(({ name, absent }): Entry[] =>
    absent === 'none' ? [[name, null]] : [],
  );
  return body(fields, ({ codec }) => zodCodec(codec).optional(), [...unsaid, ...defaults(fields)], withDefault);
}

function changed({ absent, codec }: Field): z.ZodType {
  return absent === 'none' ? zodCodec(codec).nullable().optional() : zodCodec(codec).optional();
}

/** Its description with what counts where nobody speaks of it: a default of zod would be lost behind the codec. */
function withDefault({ description, absent, codec }: Field): string {
  return typeof absent === 'object' ? `${description}. Default: ${codec.present(absent.default)}` : description;
}

function body<F extends Fields>(
  fields: F,
  schemaOf: (field: Field) => z.ZodType,
  unsaid: readonly Entry[] = [],
  describe = ({ description }: Field) => description,
) {
  const shape = Object.entries(fields).map(
    ([key, field]): Entry<z.ZodType> => [key, schemaOf(field).describe(describe(field))],
  );
  return z
    .strictObject(Object.fromEntries(shape))
    .transform((said) => objectOf<Creation<F>>([...unsaid, ...named(fields, said)]));
}

/** A thing as a file says it, under the names that count inside, with what counts where it says nothing. */
export function complete<F extends Fields>(fields: F, said: Readonly<Record<string, unknown>>): Values<F> {
  return objectOf([...defaults(fields), ...named(fields, said)]);
}

/** The part of an answer's schema that these fields make. */
export function answerShape<F extends Fields>(fields: F): { [K in keyof F]: z.ZodType<Answer<F>[K]> } {
  return objectOf(
    Object.entries(fields).map(([key, { absent, codec, description }]): Entry => {
      const schema = absent === 'none' || absent === 'kept' ? codec.shown.nullable() : codec.shown;
      return [key, schema.describe(description)];
    }),
  );
}

/** The part of an answer that these fields make, of a thing as it is. */
export function present<F extends Fields>(fields: F, values: Values<F>): Answer<F> {
  const known = new Map(Object.entries(values));
  return objectOf(
    Object.entries(fields).map(([key, { name, codec }]): Entry => {
      const value = known.get(name);
      return [key, value === undefined ? null : codec.present(value)];
    }),
  );
}

type Entry<T = unknown> = [key: string, value: T];

function named(fields: Fields, said: Readonly<Record<string, unknown>>): Entry[] {
  return Object.entries(fields).flatMap(([key, { name }]): Entry[] =>
    said[key] === undefined ? [] : [[name, said[key]]],
  );
}

function defaults(fields: Fields): Entry[] {
  return Object.values(fields).flatMap(({ name, absent }): Entry[] =>
    typeof absent === 'object' ? [[name, absent.default]] : [],
  );
}

/** Entries as the object that the fields behind them promise: the one place where its type is taken on trust. */
function objectOf<T>(entries: readonly Entry[]): T {
  return Object.fromEntries(entries) as T;
}
