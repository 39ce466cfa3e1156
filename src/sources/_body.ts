import { Json } from '../lib/json-reader.ts';
import { parseExactly } from '../lib/parse-exactly.ts';
import { CrierError } from '../model/errors.ts';
import type { SourceRequest } from '../model/source.ts';

/** The body as text. A byte that is no UTF-8 becomes U+FFFD: it costs its letter, and not the sale or the whole batch. */
export function readText(request: SourceRequest): string {
  return new TextDecoder().decode(request.body);
}

/** The body as JSON. @throws CrierError `invalid_json` where it is none. */
export function readJson(request: SourceRequest): Json {
  return parseJson(readText(request));
}

/**
 * The body as JSON where a sender fills texts into a template of JSON without escaping them: line breaks and tabs
 * within a string are part of it.
 *
 * @throws CrierError `invalid_json` where it is none all the same.
 */
export function readTemplateJson(request: SourceRequest): Json {
  return parseJson(readText(request).replace(jsonString, (text) => text.replace(controls, escaped)));
}

const jsonString = /"(?:[^"\\]|\\.)*"/gs;
const controls = /\p{Cc}/gu;
const escaped = (control: string) => JSON.stringify(control).slice(1, -1);

/** The body as an HTML form. */
export function readForm(request: SourceRequest): URLSearchParams {
  return new URLSearchParams(readText(request));
}

/** @throws CrierError `invalid_json`. */
export function parseJson(text: string): Json {
  try {
    return new Json(parseExactly(text));
  } catch (cause) {
    throw new CrierError('invalid_json', 'The body is not valid JSON.', { cause });
  }
}

/** The text of one part of a multipart form; undefined where there is no such part. */
export function readPart(request: SourceRequest, name: string): string | undefined {
  const found = /boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(request.headers['content-type'] ?? '');
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) return undefined;
  for (const part of request.body.toString('latin1').split(`--${boundary}`)) {
    const end = part.indexOf('\r\n\r\n');
    const names = / name="?([^";\r\n]{1,200})"?/i.exec(part.slice(0, Math.max(0, end)));
    if (names?.[1] === name) return Buffer.from(part.slice(end + 4).replace(/\r\n$/, ''), 'latin1').toString('utf8');
  }
  return undefined;
}
