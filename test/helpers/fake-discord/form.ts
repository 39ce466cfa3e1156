import { isObject, type JsonObject } from './json.ts';

export type FormPath = readonly (string | number)[];

/** One thing wrong with a body, and where. */
export interface FormProblem {
  path: FormPath;
  code: string;
  message: string;
}

const snowflake = /^\d{1,20}$/;
const webSchemes = ['http', 'https'] as const;
/** Images and icons may also name an uploaded file (Discord: Reference, "Using Attachments within Embeds"). */
export const imageSchemes = [...webSchemes, 'attachment'] as const;

/**
 * Checks the values of a body and collects what is wrong. Texts are counted in code points after trimming, because
 * Discord's API is Python 3 (discord.md 2.1). Null counts as absent. The codes beyond those of discord.md 1.9 are
 * the ones seen in the wild.
 */
export class Form {
  readonly problems: FormProblem[] = [];

  refuse(path: FormPath, code: string, message: string): undefined {
    this.problems.push({ path, code, message });
  }

  require(path: FormPath, value: unknown): void {
    if (value === undefined || value === null) this.refuse(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  /** The trimmed text; undefined when there is none. */
  text(path: FormPath, value: unknown, max: number, min = 0): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') return this.refuse(path, 'STRING_TYPE_CONVERT', 'Could not interpret as string.');
    const text = value.trim();
    if (isLonger(text, max) || (min > 0 && codePoints(text) < min)) {
      if (min > 0) this.refuse(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
      else this.refuse(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
    }
    return text;
  }

  url(path: FormPath, value: unknown, schemes: readonly string[] = webSchemes): void {
    const url = this.text(path, value, 2048);
    if (!url) return;
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
    if (scheme && !schemes.includes(scheme)) {
      const known = schemes.map((name) => `'${name}'`).join(', ');
      this.refuse(
        path,
        'URL_TYPE_INVALID_SCHEME',
        `Scheme "${scheme}" is not supported. Scheme must be one of (${known}).`,
      );
    } else if (!URL.canParse(url)) this.refuse(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  }

  list(path: FormPath, value: unknown, max: number): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.refuse(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      return [];
    }
    if (value.length > max) this.refuse(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
    return value;
  }

  object(path: FormPath, value: unknown): JsonObject | undefined {
    if (value === undefined || value === null) return undefined;
    if (isObject(value)) return value;
    return this.refuse(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
  }

  boolean(path: FormPath, value: unknown): void {
    if (value === undefined || value === null || typeof value === 'boolean') return;
    this.refuse(path, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
  }

  integer(path: FormPath, value: unknown, max: number): void {
    if (value === undefined || value === null) return;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      this.refuse(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not int.`);
    } else if (value > max) this.refuse(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
    else if (value < 0) this.refuse(path, 'NUMBER_TYPE_MIN', 'int value should be greater than or equal to 0.');
  }

  snowflake(path: FormPath, value: unknown): void {
    if (isSnowflake(value)) return;
    this.refuse(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not snowflake.`);
  }

  time(path: FormPath, value: unknown): void {
    const text = this.text(path, value, 100);
    if (text === undefined || (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text)))) return;
    this.refuse(path, 'DATE_TIME_TYPE_PARSE', `Could not parse ${text}. Should be ISO8601.`);
  }
}

/** Ids may be sent as numbers too (Discord: Reference, "Snowflakes"; attachments in Message). */
export function isSnowflake(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0;
  return typeof value === 'string' && snowflake.test(value);
}

export function codePoints(text: string): number {
  return [...text].length;
}

function isLonger(text: string, max: number): boolean {
  // There are never more code points than UTF-16 units; counting them is dear.
  return text.length > max && codePoints(text) > max;
}

/** `embeds[3].title` as a path. */
export function parsePath(path: string): FormPath {
  return path.split(/[.[\]]+/).filter((part) => part !== '');
}

interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[];
}

/** The nested `errors` of a 50035 (Discord: Reference, "Error Messages"). */
export function formErrors(problems: readonly FormProblem[]): JsonObject {
  const root: ErrorTree = {};
  for (const { path, code, message } of problems) {
    let place = root;
    for (const step of path) {
      const next = place[step];
      const inner = next && !Array.isArray(next) ? next : {};
      place[step] = inner;
      place = inner;
    }
    const errors = place['_errors'];
    if (Array.isArray(errors)) errors.push({ code, message });
    else place['_errors'] = [{ code, message }];
  }
  return root;
}

/** `{"embeds": ["0"]}`, as API v6 answers: the first keys only, with the places in them or the text. */
export function legacyFormErrors(problems: readonly FormProblem[]): JsonObject {
  const errors: Record<string, string[]> = {};
  for (const { path, message } of problems) {
    const [key = '_errors', place = message] = path.map(String);
    const places = errors[key] ?? [];
    if (!places.includes(place)) places.push(place);
    errors[key] = places;
  }
  return errors;
}
