import { CrierError, type InputError } from '../../model/errors.ts';
import { type EventInput, eventInputSchema } from '../../model/event.ts';
import { tidyEvent } from '../../model/tidy-event.ts';
import { exampleWith } from '../../samples/example-event.ts';
import { inputErrors } from '../input-errors.ts';
import { parseJson, readText } from '../read-json.ts';

/** The limit for one event, in bytes. */
export const largestEvent = 256 * 1024;

/** The limit for an array or NDJSON, in bytes. */
export const largestBatch = 4 * 1024 * 1024;

/** The most events in one request. */
export const mostEvents = 1_000;

/** The most errors that are told: more help nobody. */
const mostErrors = 50;

export interface ReadEvents {
  events: EventInput[];
  /** The answer is a list. */
  isBatch: boolean;
}

/**
 * Reads the body of an intake request: one object, an array, or NDJSON.
 *
 * @param idempotencyKey the header `Idempotency-Key`; counts for a single event.
 * @throws CrierError `unsupported_media_type`, `body_too_large`, `invalid_json`, or `invalid_event` with the path of
 *   every bad field, `[3].amount.value` in a list.
 */
export function readEvents(body: Buffer, contentType: string | undefined, idempotencyKey?: string): ReadEvents {
  const { format, text } = readText(body, contentType);
  if (format === 'json' && text.trim() === '') {
    throw new CrierError('invalid_json', 'The body is empty; expected one event as JSON.');
  }
  const value = format === 'ndjson' ? parseLines(text) : parseJson(text);
  const isBatch = Array.isArray(value);
  if (!isBatch && body.length > largestEvent) {
    throw new CrierError('body_too_large', `One event may have ${largestEvent} bytes; this one has ${body.length}.`);
  }
  const values: unknown[] = Array.isArray(value) ? value : [withKey(value, idempotencyKey)];
  checkLength(values);
  if (isBatch && idempotencyKey !== undefined) {
    throw invalid([{ path: 'Idempotency-Key', message: 'for a list give each event its own "id" instead' }]);
  }
  const errors: InputError[] = [];
  const events: EventInput[] = [];
  for (const [index, one] of values.entries()) {
    const parsed = eventInputSchema.safeParse(tidyEvent(one), { reportInput: true });
    if (parsed.success) events.push(parsed.data);
    else errors.push(...inputErrors(parsed.error, isBatch ? `[${index}]` : '', eventInputSchema));
    if (errors.length >= mostErrors) break;
  }
  if (errors.length > 0) throw invalid(errors.slice(0, mostErrors));
  return { events, isBatch };
}

function invalid(errors: readonly InputError[]): CrierError {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more, see errors)` : '';
  const where = first === undefined || first.path === '' ? '' : `${first.path}: `;
  const what = `${where}${first?.message ?? ''}${more}`;
  return new CrierError('invalid_event', `${what}${what.endsWith('?') ? '' : '.'} Nothing was stored.`, {
    errors,
    expected: exampleWith(errors.flatMap(({ path }) => /[a-z_]+/.exec(path) ?? [])),
  });
}

function parseLines(text: string): unknown[] {
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseJson(line, `Line ${index + 1}`, 'column')]));
}

function withKey(value: unknown, key: string | undefined): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (!('id' in value) || value.id === undefined) return { ...value, id: key };
  if (value.id === key) return value;
  throw invalid([{ path: 'id', message: 'differs from the header Idempotency-Key; send one of them' }]);
}

function checkLength(values: readonly unknown[]): void {
  if (values.length === 0) throw invalid([{ path: '', message: 'expected at least one event' }]);
  if (values.length > mostEvents) {
    throw invalid([{ path: '', message: `expected at most ${mostEvents} events, got ${values.length}` }]);
  }
}
