import { parseExactly } from '../lib/parse-exactly.ts';
import { CrierError } from '../model/errors.ts';

/**
 * The text of a body, and which of our two formats its sender calls it.
 *
 * @throws CrierError `unsupported_media_type`, or `invalid_json` where the bytes are no UTF-8.
 */
export function readText(body: Buffer, contentType: string | undefined): { format: 'json' | 'ndjson'; text: string } {
  const format = formatOf(contentType);
  try {
    return { format, text: new TextDecoder('utf-8', { fatal: true }).decode(body) };
  } catch (cause) {
    throw new CrierError('invalid_json', 'The body is not valid UTF-8.', { cause });
  }
}

/**
 * @param place how the fault is found in the text: by line and column, or by its column where the text is one line.
 * @throws CrierError `invalid_json` with the place of the fault; nothing of the text is quoted.
 */
export function parseJson(
  text: string,
  what = 'The body',
  place: 'line and column' | 'column' = 'line and column',
): unknown {
  try {
    return parseExactly(text);
  } catch (cause) {
    throw new CrierError('invalid_json', `${what} is not valid JSON${placeOf(cause, place)}.`, { cause });
  }
}

function formatOf(contentType: string | undefined): 'json' | 'ndjson' {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters.find((parameter) => parameter.trim().startsWith('charset='));
  if (charset !== undefined && !/^charset="?(utf-?8|us-ascii)"?$/.test(charset.trim())) {
    throw new CrierError('unsupported_media_type', 'Only UTF-8 is read; send the body in it.');
  }
  if (/^application\/(json|.+\+json)$/.test(type.trim())) return 'json';
  if (/^application\/(x-ndjson|ndjson|jsonl|x-jsonlines)$/.test(type.trim())) return 'ndjson';
  throw new CrierError(
    'unsupported_media_type',
    'Send the header "content-type: application/json"; for many events also application/x-ndjson, one event a line.',
  );
}

/** V8 tells the place and quotes the text; only the place is passed on. */
function placeOf(error: unknown, place: 'line and column' | 'column'): string {
  const message = error instanceof Error ? error.message : '';
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  if (line === undefined) return '';
  return place === 'column' ? ` (column ${column})` : ` (line ${line}, column ${column})`;
}
