import type { z } from 'zod';
import type { Read } from './parsed.ts';

/** The way between a value inside and its forms outside, in JSON and in files. */
export interface Codec<Model, Wire = Model> {
  /** The form of a value, for a person: `text of 1 to 80 characters, such as Frostvale`. */
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
  /** The parts of a value that consists of others, so that each can be pointed at. */
  parts?: Parts;
}

/** A block of named fields, a block of any names, or a list of blocks. */
export type Parts =
  | { kind: 'block'; fields: Fields }
  | { kind: 'record'; each: Codec<unknown, unknown> }
  /** `short`: the field that an entry says which is a single value. */
  | { kind: 'list'; most: number; fields: Fields; short?: string | undefined };

/**
 * The meaning of a field that nobody speaks of. `none`: there is none, and null takes one away; `kept`: the one that is
 * there stays; `required`: it has to be said; else what counts instead.
 */
export type Absence<Model = unknown> = 'none' | 'kept' | 'required' | { readonly default: Model };

/** One thing that can be said of what is configured: the only place that knows its names, its form and its meaning. */
export interface Field<
  Name extends string = string,
  Model = unknown,
  Wire = unknown,
  Absent extends Absence<Model> = Absence<Model>,
> {
  /** Its name inside: `minSeverity`, where the API and files say `min_severity`. */
  name: Name;
  codec: Codec<Model, Wire>;
  absent: Absent;
  /** Its title in a form. */
  label: string;
  /** One sentence without its full stop. */
  description: string;
  /** As it is typed. */
  example: string;
  /** The unit of a number. */
  unit?: string;
  /** Present for a value that must never be shown. */
  isSecret?: true;
  /** Its option of the command line; absent where that says it in another way or not at all. */
  option?: FieldOption;
}

/** An option of the command line. */
export interface FieldOption {
  /** Without its dashes; by default the field's own name with dashes. */
  flag?: string;
  /** Its help. */
  says: string;
  /** The help of `--no-…`, of a switch. */
  saysNo?: string;
  /** The word for the value in its help: `id` of `--mention-role <id>`. */
  value?: string;
  /**
   * The way the value comes: as it is typed; as several words; as a name or as delays; as a number; as a switch without
   * one; as the content of a file; as JSON or a file with it; by the name of a variable that holds it, or that holds
   * `user:password`.
   */
  takes: 'text' | 'words' | 'schedule' | 'number' | 'switch' | 'file' | 'json' | 'variable' | 'login';
}

/** The fields of a thing by the names that the API and files call them. */
export type Fields = Readonly<Record<string, Field>>;

/** Gives a field its exact types. */
export function field<const Name extends string, Model, Wire, const Absent extends Absence<Model>>(
  definition: Field<Name, Model, Wire, Absent>,
): Field<Name, Model, Wire, Absent> {
  return definition;
}

type Of<F> =
  F extends Field<infer Name, infer Model, infer Wire, infer Absent>
    ? { name: Name; model: Model; wire: Wire; absent: Absent }
    : never;

export type NameOf<F> = Of<F>['name'];
export type ModelOf<F> = Of<F>['model'];
export type WireOf<F> = Of<F>['wire'];
export type AbsentOf<F> = Of<F>['absent'];

/** A change: what it does not name stays, and so does what is undefined; null takes away. */
export type Change<F extends Fields> = {
  [K in keyof F as NameOf<F[K]>]?: (AbsentOf<F[K]> extends 'none' ? ModelOf<F[K]> | null : ModelOf<F[K]>) | undefined;
};

/** A new thing: what has to be said is there, and what counts where nobody has said it. */
export type Creation<F extends Fields> = Change<F> & {
  [K in keyof F as AbsentOf<F[K]> extends 'none' | 'kept' ? never : NameOf<F[K]>]: ModelOf<F[K]>;
};

/** A thing as it is: what has a default has a value. */
export type Values<F extends Fields> = {
  [K in keyof F as AbsentOf<F[K]> extends 'none' | 'kept' ? never : NameOf<F[K]>]: ModelOf<F[K]>;
} & {
  [K in keyof F as AbsentOf<F[K]> extends 'none' | 'kept' ? NameOf<F[K]> : never]?: ModelOf<F[K]> | undefined;
};

/** A thing as the API answers it: null is none. */
export type Answer<F extends Fields> = {
  [K in keyof F]: AbsentOf<F[K]> extends 'none' | 'kept' ? WireOf<F[K]> | null : WireOf<F[K]>;
};
