import { z } from 'zod';
import { nearestWord } from '../lib/did-you-mean.ts';
import type { InputError } from '../model/errors.ts';

/** The most unknown fields that are told: more help nobody, and each costs a look through all known ones. */
const mostUnknown = 50;

/** The longest name that comes back in the answer: it is the sender's mistake, and is cut. */
const longestName = 100;

/**
 * zod's issues as errors for a person: `fields[2].name` and what was expected; of several about one place the first.
 *
 * @param prefix stands before every path, such as `[3]` for the fourth event of an array.
 * @param schema what was expected: of its fields one is suggested for an unknown one.
 */
export function inputErrors(error: z.ZodError, prefix = '', schema?: z.ZodType): InputError[] {
  const errors = error.issues.flatMap((issue): InputError[] => {
    const path = joinPath(prefix, issue.path);
    if (issue.code === 'unrecognized_keys') {
      const known = fieldsAt(schema, issue.path);
      return issue.keys.slice(0, mostUnknown).map((long) => {
        const key = long.slice(0, longestName);
        const suggestion = nearestWord(key, known);
        const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
        return { path: joinPath(path, [key]), message: `unknown field${hint}` };
      });
    }
    if (issue.code === 'invalid_value' && /^(Invalid option|expected one of)/.test(issue.message)) {
      const words = issue.values.map(String);
      const guess = typeof issue.input === 'string' ? nearestWord(issue.input, words) : undefined;
      const hint = guess === undefined ? '' : `; did you mean ${guess}?`;
      return [{ path, message: `expected one of ${words.join(', ')}${hint}` }];
    }
    return [{ path, message: inWords(issue) }];
  });
  return [...new Map(errors.toReversed().map((one) => [one.path, one])).values()].reverse();
}

/** The names of the fields of the object that stands at a path. */
function fieldsAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  let at = bare(schema);
  for (const step of path) {
    if (at instanceof z.ZodArray) at = bare(at.element);
    else if (at instanceof z.ZodObject) at = bare(at.shape[String(step)]);
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

/** A schema without what stands around it: optional, null, a default, a transformation. */
function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return bare(schema.unwrap());
  }
  return schema instanceof z.ZodPipe ? bare(schema.in) : schema;
}

/** zod's own sentences are written for developers; those of the schemas stay as they are. */
function inWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return issue.message.startsWith('Too small') ? bound('at least', issue.minimum, issue.origin) : issue.message;
    case 'too_big':
      return issue.message.startsWith('Too big') ? bound('at most', issue.maximum, issue.origin) : issue.message;
    case 'invalid_type': {
      if (!issue.message.startsWith('Invalid input')) return issue.message;
      const expected = `expected ${typeNames[issue.expected] ?? issue.expected}`;
      return issue.message.endsWith('received undefined') ? `${expected}; it is missing` : expected;
    }
    case 'invalid_format':
      return issue.message === 'Invalid URL' ? 'expected an http or https URL' : issue.message;
    default:
      return issue.message.replace(/^Invalid input: /, '');
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

const unitNames: Readonly<Record<string, string>> = { string: 'character', array: 'item' };

function bound(word: string, limit: number | bigint, origin: string): string {
  const unit = unitNames[origin];
  return `expected ${word} ${limit.toLocaleString('en')}${unit === undefined ? '' : ` ${unit}${limit === 1 ? '' : 's'}`}`;
}

function joinPath(prefix: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((before, part) => {
    if (typeof part === 'number') return `${before}[${part}]`;
    return before === '' ? String(part) : `${before}.${String(part)}`;
  }, prefix);
}
