import { z } from 'zod';
import type { AbsentOf, Codec, Field, Fields, ModelOf } from '../contract/field.ts';
import { complete } from '../contract/schemas.ts';
import { leaf } from './leaf.ts';

/** The shape of a block of a file that says these fields. */
export type BlockShape<F extends Fields> = {
  [K in keyof F]: AbsentOf<F[K]> extends 'required'
    ? z.ZodType<ModelOf<F[K]>>
    : z.ZodOptional<z.ZodType<ModelOf<F[K]>>>;
};

/** The shape that lets a block of a file say every field of a thing, each read by its codec. */
export function blockShape<F extends Fields>(fields: F): BlockShape<F> {
  const shape = Object.entries(fields).map(([key, field]): [string, z.ZodType] => [key, schemaOf(field)]);
  return Object.fromEntries(shape) as BlockShape<F>;
}

function schemaOf({ codec, absent }: Field): z.ZodType {
  return absent === 'required' ? readingOf(codec) : readingOf(codec).optional();
}

/** Each part of a value is read by itself, so that a problem is told at its line. */
function readingOf({ parts, read }: Codec<unknown, unknown>): z.ZodType {
  switch (parts?.kind) {
    case 'block':
      return block(parts.fields);
    case 'record':
      return z.record(z.string(), readingOf(parts.each));
    case 'list':
      return z.array(orInShort(parts.short, block(parts.fields))).max(parts.most);
    case undefined:
      return leaf(read);
  }
}

/** A block that may be said in short, by the value of one of its keys. */
export function orInShort<T extends z.ZodType>(key: string | undefined, schema: T) {
  return z.preprocess((value) => (key !== undefined && typeof value === 'string' ? { [key]: value } : value), schema);
}

function block(fields: Fields) {
  return z.strictObject(blockShape(fields)).transform((said) => complete(fields, said));
}
