import { own } from '../../../looks/value-at.ts';
import { scalarText } from './name-of.ts';

const stackKeys = ['stack', 'stack_trace', 'stackTrace', 'stacktrace', 'trace', 'traceback', 'backtrace'];
const errorKeys = ['error', 'exception'];
const maxLines = 1000;

/** The stack trace in an event's data, as text or as a list of lines; undefined where there is none. Not yet cleaned. */
export function stackTraceOf(data: unknown): string | undefined {
  const holders = [data, ...errorKeys.map((key) => own(data, key))];
  return holders
    .flatMap((holder) => stackKeys.map((key) => own(holder, key)))
    .map(stackText)
    .find((stack) => stack !== undefined && stack.trim() !== '');
}

function stackText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  return value
    .slice(0, maxLines)
    .flatMap((line) => scalarText(line) ?? [])
    .join('\n');
}
