import fs from 'node:fs';
import path from 'node:path';
import { didYouMean } from '../lib/did-you-mean.ts';
import type { ConfigProblem } from './config-error.ts';
import { decodeText } from './decode-text.ts';
import { dotenvFile, readDotenv } from './dotenv.ts';
import { allVariables } from './env.ts';
import type { SettingsWarning } from './settings.ts';

/** A variable's value and where it stands. */
export interface Found {
  text: string;
  /** `environment` or `.env`. */
  file: string;
  line: number | undefined;
  /** For people: `.env:3` or `environment DISCORD_WEBHOOK_ERRORS`. */
  provisionedBy: string;
}

/** The variables of the real environment and of `.env` as one. */
export interface Environment {
  /**
   * The value of `NAME`, or of the file that `NAME_FILE` names. Undefined where neither is given, or only blank;
   * also where it could not be had, which is then among the problems.
   */
  find(name: string): Found | undefined;
  /** The files that values were read from, as the operator wrote their paths. */
  valueFiles: ReadonlySet<string>;
  /**
   * Looks for variables that bear one of Crier's prefixes and are neither known nor in `used`. Each one of `.env`,
   * which is Crier's own file, becomes a problem; the shell belongs to other programs too, so that one of the
   * environment is answered as a warning.
   */
  refuseUnknown(used: ReadonlySet<string>): SettingsWarning[];
}

const ownPrefixes = ['CRIER_', 'DISCORD_WEBHOOK_'];

/** Senders and receivers in the documents read these; whoever exports them may start Crier in the same shell. */
const othersNames = ['CRIER_KEY', 'CRIER_SECRET'];

/**
 * Reads `.env` and puts the real environment over it.
 *
 * @param problems takes what is wrong, now and at each later `find`; each wrong variable once.
 */
export function openEnvironment(
  source: { env: Readonly<Record<string, string | undefined>>; cwd: string },
  problems: ConfigProblem[],
): Environment {
  const given = new Map<string, Found>();
  for (const [name, { value, line }] of readDotenv(source.cwd, problems))
    given.set(name, { text: value.trim(), file: dotenvFile, line, provisionedBy: `${dotenvFile}:${line}` });
  for (const [name, text] of Object.entries(source.env))
    if (text !== undefined)
      given.set(name, {
        text: text.trim(),
        file: 'environment',
        line: undefined,
        provisionedBy: `environment ${name}`,
      });

  const known = new Map<string, Found | undefined>();
  const valueFiles = new Set<string>();
  const look = (name: string): Found | undefined => {
    const direct = given.get(name);
    const byFile = given.get(`${name}_FILE`);
    if (isBlank(byFile)) return isBlank(direct) ? undefined : direct;
    if (isBlank(direct)) {
      valueFiles.add(byFile.text);
      return readValueFile(name, byFile, source.cwd, problems);
    }
    problems.push({
      ...placeIn(byFile),
      what: `${name}_FILE is set, and ${name} too (${direct.provisionedBy})`,
      expected: 'one of the two',
      cure: `Remove ${name} or ${name}_FILE.`,
    });
    return undefined;
  };

  return {
    valueFiles,
    find(name) {
      if (!known.has(name)) known.set(name, look(name));
      return known.get(name);
    },
    refuseUnknown(used) {
      const names = allVariables.flatMap(({ name }) => [name, `${name}_FILE`]);
      const warnings: SettingsWarning[] = [];
      for (const [name, found] of given) {
        const isOurs = ownPrefixes.some((prefix) => name.startsWith(prefix));
        if (!isOurs || names.includes(name) || used.has(name) || used.has(name.replace(/_FILE$/, ''))) continue;
        const cure = `${didYouMean(name, names)}Correct the name or remove it.`;
        if (found.file === dotenvFile) {
          const what = `${name} is not a known variable`;
          problems.push({ ...placeIn(found), what, expected: 'one of the variables that .env.example lists', cure });
        } else if (!othersNames.includes(name)) {
          warnings.push({ what: `${name} in the environment is not a variable of Crier, and does nothing`, cure });
        }
      }
      return warnings;
    },
  };
}

function isBlank(found: Found | undefined): found is undefined {
  return found === undefined || found.text === '';
}

function placeIn({ file, line }: Found): Pick<ConfigProblem, 'file' | 'line'> {
  return { file, line };
}

function readValueFile(name: string, pointer: Found, cwd: string, problems: ConfigProblem[]): Found | undefined {
  const refuse = (what: string, cure: string) => {
    const expected = 'the path of a file that holds the value';
    problems.push({ ...placeIn(pointer), what: `${name}_FILE ${what}`, expected, cure });
    return undefined;
  };
  if (!looksLikePath(pointer.text))
    return refuse('holds no path; it may be the value itself', `If it is the value, name the variable ${name}.`);
  try {
    const decoded = decodeText(fs.readFileSync(path.resolve(cwd, pointer.text)));
    if ('fault' in decoded) return refuse(`names the file ${pointer.text}, which is not UTF-8`, decoded.fault.cure);
    const text = decoded.text.trim();
    return text === ''
      ? refuse(`names the file ${pointer.text}, which is empty`, 'Write the value into the file.')
      : { ...pointer, text };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown error';
    return refuse(
      `names the file ${pointer.text}, which cannot be read (${code})`,
      'Correct the path, or give the file to the user that Crier runs as.',
    );
  }
}

/** Keeps a secret that was pasted instead of a path out of the error text. */
function looksLikePath(text: string): boolean {
  return !text.includes('://') && (/[\\/]/.test(text) || /\.\w{1,6}$/.test(text) || text.length < 16);
}
