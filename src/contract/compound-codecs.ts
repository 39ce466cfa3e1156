import { z } from 'zod';
import type { Answer, Codec, Fields, Values } from './field.ts';
import { accept, type Parsed, refuse } from './parsed.ts';
import { complete, present } from './schemas.ts';

// Values that consist of others. A file reads each part by itself, to point at its line.

/** A block of named fields. */
export function block<F extends Fields>(fields: F): Codec<Values<F>, Answer<F>> {
  const expected = `keys with values: ${Object.keys(fields).join(', ')}`;
  const shape = Object.entries(fields).map(([key, { codec, absent }]): [string, z.ZodType] => [
    key,
    absent === 'required' ? codec.wire : codec.wire.optional(),
  ]);
  const wire = z.strictObject(Object.fromEntries(shape)) as z.ZodType<Answer<F>>;
  return {
    expected,
    wire,
    shown: wire,
    read(value) {
      const parsed = wire.safeParse(value);
      if (!parsed.success) return refuse('is not such a block', expected, 'Write each key in a line of its own.');
      const read = readParts(fields, parsed.data);
      return read.ok ? accept(complete(fields, read.value)) : read;
    },
    present: (values) => present(fields, values),
    parts: { kind: 'block', fields },
  };
}

function readParts(fields: Fields, said: object): Parsed<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(said)) {
    const parsed = fields[key]?.codec.read(value);
    if (parsed === undefined || value === undefined) continue;
    if (!parsed.ok) return { ...parsed, what: `has a ${key} that ${parsed.what}` };
    values[key] = parsed.value;
  }
  return accept(values);
}

/** A block of any names. */
export function record<Model, Wire>(
  each: Codec<Model, Wire>,
  example: string,
): Codec<Readonly<Record<string, Model>>, Record<string, Wire>> {
  const expected = `names with values, such as ${example}`;
  return {
    expected,
    wire: z.record(z.string(), each.wire),
    shown: z.record(z.string(), each.shown),
    read(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return refuse('is not a block of names', expected, `Write it as ${example}.`);
      const values: Record<string, Model> = {};
      for (const [name, one] of Object.entries(value)) {
        const parsed = each.read(one);
        if (!parsed.ok) return { ...parsed, what: `has a ${name} that ${parsed.what}` };
        values[name] = parsed.value;
      }
      return accept(values);
    },
    present: (values) => Object.fromEntries(Object.entries(values).map(([name, one]) => [name, each.present(one)])),
    parts: { kind: 'record', each },
  };
}

/** A list of at most so many blocks. @param short the field that an entry of a file says which is a single text. */
export function blocks<F extends Fields>(
  fields: F,
  most: number,
  short?: keyof F & string,
): Codec<readonly Values<F>[], readonly Answer<F>[]> {
  const one = block(fields);
  const expected = `a list of at most ${most} blocks with ${Object.keys(fields).join(', ')}`;
  return {
    expected,
    wire: z.array(one.wire).max(most),
    shown: z.array(one.shown),
    read(value) {
      if (!Array.isArray(value) || value.length > most)
        return refuse('is not such a list', expected, 'Write it as lines that begin with - .');
      const values: Values<F>[] = [];
      for (const [index, item] of value.entries()) {
        const parsed = one.read(short !== undefined && typeof item === 'string' ? { [short]: item } : item);
        if (!parsed.ok) return { ...parsed, what: `has an entry (number ${index + 1}) that ${parsed.what}` };
        values.push(parsed.value);
      }
      return accept(values);
    },
    present: (values) => values.map(one.present),
    parts: { kind: 'list', most, fields, short },
  };
}
