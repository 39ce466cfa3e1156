import fs from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { ConfigProblem } from './config-error.ts';
import { decodeText } from './decode-text.ts';

/** The name of the file that is looked for in the working folder. */
export const dotenvFile = '.env';

export interface DotenvEntry {
  value: string;
  line: number;
}

const form = 'NAME=value, one to a line; a line with # at its beginning is a comment';

/**
 * Reads `.env` in a folder; a missing file is an empty one. Values are read as Node reads them (`util.parseEnv`),
 * entry by entry, so that each one's line is known.
 *
 * @param problems takes what is wrong with the file: lines of another form, unclosed quotes, a name given twice.
 */
export function readDotenv(cwd: string, problems: ConfigProblem[]): Map<string, DotenvEntry> {
  let bytes: Uint8Array;
  try {
    bytes = fs.readFileSync(path.join(cwd, dotenvFile));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown error';
    if (code !== 'ENOENT')
      problems.push({
        file: dotenvFile,
        what: `the file cannot be read (${code})`,
        expected: 'a file that Crier may read',
        cure: 'Give it to the user that Crier runs as, or remove it.',
      });
    return new Map();
  }
  const decoded = decodeText(bytes);
  if ('text' in decoded) return parseDotenv(decoded.text, problems);
  problems.push({ file: dotenvFile, ...decoded.fault });
  return new Map();
}

/** The entries of a text in the form of `.env`; `readDotenv` without the file. */
export function parseDotenv(text: string, problems: ConfigProblem[]): Map<string, DotenvEntry> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const entries = new Map<string, DotenvEntry>();
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    const refuse = (what: string, expected: string, cure: string) =>
      problems.push({ file: dotenvFile, line, what, expected, cure });
    const current = lines[index] ?? '';
    if (/^\s*(#|$)/.test(current)) continue;
    const [, name, rest] = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(current) ?? [];
    if (name === undefined || rest === undefined) {
      refuse('the line is not a setting', form, 'Write it as NAME=value, or put # before it.');
      continue;
    }
    const end = endOfEntry(lines, index, rest);
    if (end === undefined) {
      refuse(`the quotes around ${name} are not closed`, 'quotes at both ends', 'Close them at the end of the value.');
      continue;
    }
    const isQuoted = /^["'`]/.test(rest);
    const bare = current.slice(current.indexOf('=')).replace(/\s#.*$/, '');
    if (!isQuoted && bare.includes('#')) {
      // Node cuts an unquoted value at the first #, also in the midst of a password.
      refuse(`${name} has # in it, where a comment would begin`, 'quotes around a value with #', `Write ${name}="…".`);
      continue;
    }
    const earlier = entries.get(name);
    if (earlier !== undefined)
      refuse(`${name} is set twice, first in line ${earlier.line}`, 'each variable once', 'Remove one of the two.');
    const entry = parseEnv(`${name}=${[rest, ...lines.slice(index + 1, end + 1)].join('\n')}`);
    entries.set(name, { value: entry[name] ?? '', line });
    index = end;
  }
  return entries;
}

/** Index of the line that an entry ends in, or undefined where its quotes are never closed. */
function endOfEntry(lines: readonly string[], start: number, rest: string): number | undefined {
  const quote = /^["'`]/.exec(rest)?.[0];
  if (quote === undefined || rest.includes(quote, 1)) return start;
  const end = lines.findIndex((line, index) => index > start && line.includes(quote));
  return end === -1 ? undefined : end;
}
