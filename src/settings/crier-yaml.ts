import fs from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { ConfigProblem } from './config-error.ts';
import { type CrierContent, crierSchema, cureForKey, knownKeysAt } from './crier-schema.ts';
import { decodeText } from './decode-text.ts';
import type { Environment } from './environment.ts';
import { fillIn, referredNames } from './fill-in.ts';
import { noValue } from './leaf.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** The content of crier.yaml. */
export interface CrierFile {
  /** Undefined where there is no file, or where it has problems. */
  content: CrierContent | undefined;
  /** The variables it refers to as `${NAME}`. */
  usedNames: ReadonlySet<string>;
  /** `config/crier.yaml:12`, the line of the key at the end of a path. */
  placeOf(path: readonly (string | number)[]): string;
}

export interface CrierFileSource {
  /** As the operator wrote it; relative to `cwd`. */
  file: string;
  cwd: string;
  /** The place where the path was given; undefined for the usual one, which need not be there. */
  givenBy: Pick<ConfigProblem, 'file' | 'line'> | undefined;
  apiBase: string;
}

/**
 * Reads crier.yaml, fills in variables and checks it.
 *
 * @param problems takes everything that is wrong with it.
 */
export function readCrierYaml(source: CrierFileSource, environment: Environment, problems: ConfigProblem[]): CrierFile {
  const { file, apiBase } = source;
  const nothing: CrierFile = { content: undefined, usedNames: new Set(), placeOf: () => file };
  const text = readText(source, problems);
  if (text === undefined) return nothing;

  const usedNames = referredNames(text);
  const found: ConfigProblem[] = [];
  const yaml = parseYaml(text, file, found);
  let content: CrierContent | undefined;
  if (yaml !== undefined) {
    fillIn(yaml, file, environment, found);
    const checked = crierSchema(apiBase).safeParse(yaml.toValue(), { reportInput: true });
    content = checked.data;
    // A value that could not be filled in is wrong in other ways too; once is enough.
    const known = new Set(found.map(({ line, column }) => `${line}:${column}`));
    const issues = (checked.error?.issues ?? []).flatMap((issue) => problemsOf(issue, file, yaml));
    found.push(...issues.filter(({ line, column }) => !known.has(`${line}:${column}`)));
  }
  problems.push(...found);
  return {
    content: found.length === 0 ? content : undefined,
    usedNames,
    placeOf: (keys) => `${file}:${yaml?.placeOfKey(keys).line}`,
  };
}

function readText(source: CrierFileSource, problems: ConfigProblem[]): string | undefined {
  const { file, cwd, givenBy } = source;
  try {
    const decoded = decodeText(fs.readFileSync(path.resolve(cwd, file)));
    if ('text' in decoded) return decoded.text;
    problems.push({ file, ...decoded.fault });
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown error';
    if (code === 'ENOENT' && givenBy === undefined) return undefined;
    problems.push({
      ...(givenBy ?? { file }),
      what:
        givenBy === undefined
          ? `the file cannot be read (${code})`
          : `CRIER_CONFIG names ${file}, which cannot be read (${code})`,
      expected: 'a YAML file that Crier may read',
      cure: 'Correct the path, or copy config/crier.example.yaml to it.',
    });
    return undefined;
  }
}

function problemsOf(issue: z.core.$ZodIssue, file: string, yaml: YamlFile): ConfigProblem[] {
  const { path } = issue;
  const name = pathName(path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      file,
      ...yaml.placeOfKey([...path, key]),
      what: `${pathName([...path, key])} is not a known key`,
      expected: `one of ${knownKeysAt(path).join(', ')}`,
      cure: cureForKey(key, path),
    }));
  if (issue.code === 'invalid_key')
    return issue.issues.map((inner) => ({
      file,
      ...yaml.placeOfKey(path),
      ...told(inner, name),
    }));
  return [{ file, ...yaml.placeOfValue(path), ...told(issue, name) }];
}

function told(issue: z.core.$ZodIssue, name: string): Pick<ConfigProblem, 'what' | 'expected' | 'cure'> {
  if (issue.code === 'custom') {
    const { expected, cure, what } = issue.params ?? {};
    return { what: `${name} ${what ?? issue.message}`, expected: String(expected), cure: String(cure) };
  }
  if (issue.code === 'too_big')
    return { what: `${name} has too many entries`, expected: `at most ${issue.maximum}`, cure: 'Remove some of them.' };
  const wantsList = issue.code === 'invalid_type' && issue.expected === 'array';
  const expected = wantsList ? 'a list: lines that begin with - ' : 'keys with values, indented below it';
  if (issue.code === 'invalid_type' && issue.input === null)
    return { ...noValue(expected), what: `${name} has no value` };
  return {
    what: `${name} is not ${wantsList ? 'a list' : 'a block of keys'}`,
    expected: expected.trim(),
    cure: 'Compare it with config/crier.example.yaml.',
  };
}

/** `stores.main.routes["payment.*"].webhook` */
function pathName(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file';
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const word = String(step);
      if (!/^[\w-]+$/.test(word)) return `["${word}"]`;
      return index === 0 ? word : `.${word}`;
    })
    .join('');
}
