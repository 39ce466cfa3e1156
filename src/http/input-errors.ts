import type { z } from 'zod';
import { nearestWord } from '../lib/did-you-mean.ts';
import type { InputError } from '../model/errors.ts';

/** More unknown fields than this help nobody, and each costs a look through all known ones. */
const mostUnknown = 50;

/** Longer names are cut: they are the sender's mistake and come back in the answer. */
const longestName = 100;

/**
 * zod's issues as errors for a person: `fields[2].name` and what was expected.
 *
 * @param prefix stands before every path, such as `[3]` for the fourth event of an array.
 * @param known names of the fields that exist, to suggest for unknown ones.
 */
export function inputErrors(error: z.ZodError, prefix = '', known: readonly string[] = []): InputError[] {
  return error.issues.flatMap((issue): InputError[] => {
    const path = joinPath(prefix, issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.slice(0, mostUnknown).map((long) => {
        const key = long.slice(0, longestName);
        const suggestion = issue.path.length === 0 ? nearestWord(key, known) : undefined;
        const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
        return { path: joinPath(path, [key]), message: `unknown field${hint}` };
      });
    }
    if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid option')) {
      const words = issue.values.map(String);
      const guess = typeof issue.input === 'string' ? nearestWord(issue.input, words) : undefined;
      const hint = guess === undefined ? '' : `; did you mean ${guess}?`;
      return [{ path, message: `expected one of ${words.join(', ')}${hint}` }];
    }
    return [{ path, message: issue.message.replace(/^Invalid input: /, '') }];
  });
}

function joinPath(prefix: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((before, part) => {
    if (typeof part === 'number') return `${before}[${part}]`;
    return before === '' ? String(part) : `${before}.${String(part)}`;
  }, prefix);
}
