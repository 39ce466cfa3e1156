import { Json } from '../lib/json-reader.ts';
import { CrierError } from '../model/errors.ts';
import type { SourceRequest } from '../model/source.ts';

/** @throws CrierError `invalid_json` where the bytes are no UTF-8. */
export function readText(request: SourceRequest): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(request.body);
  } catch (cause) {
    throw new CrierError('invalid_json', 'The body is not valid UTF-8.', { cause });
  }
}

/** The body as JSON. @throws CrierError `invalid_json` where it is none. */
export function readJson(request: SourceRequest): Json {
  return parseJson(readText(request));
}

/** The body as an HTML form. @throws CrierError `invalid_json` where the bytes are no UTF-8. */
export function readForm(request: SourceRequest): URLSearchParams {
  return new URLSearchParams(readText(request));
}

/** @throws CrierError `invalid_json`. */
export function parseJson(text: string): Json {
  try {
    return new Json(JSON.parse(text));
  } catch (cause) {
    throw new CrierError('invalid_json', 'The body is not valid JSON.', { cause });
  }
}
