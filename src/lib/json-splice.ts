import { Drop } from 'liquidjs';

/** The characters around the number of a value that goes there. */
const [valueStart, valueEnd] = ['\uE000', '\uE001'];
/** The characters around the offset in its template at which the text behind it begins. */
const [originStart, originEnd] = ['\uE002', '\uE003'];

const mark = new RegExp(`[${valueStart}${valueEnd}${originStart}${originEnd}]`);
const piece = new RegExp(
  `${valueStart}(\\d+)${valueEnd}|${originStart}(\\d+)${originEnd}|[\\\\"]|[[{]|[\\]}]|[^${valueStart}${originStart}\\\\"[\\]{}]+|.`,
  'gsu',
);

const longest = 256 * 1024;
const deepest = 100;

/** A piece of the result that stands in the template as it is. */
interface Literal {
  /** Offset in the result. */
  at: number;
  /** Offset in the template. */
  origin: number;
  length: number;
}

export type Spliced = { ok: true; json: string; literals: readonly Literal[] } | { ok: false; problem: string };

/** True for a text that holds characters which mean something here. */
export const hasMarks = (text: string) => mark.test(text);

/** The mark that stands in a text for the value with this number. */
export const valueMark = (number: number) => `${valueStart}${number}${valueEnd}`;

/** Says that what follows begins at this offset of the template. */
export const originMark = (offset: number) => `${originStart}${offset}${originEnd}`;

/**
 * Puts values into JSON text where their marks stand: between quotes as text, elsewhere as a JSON value of their kind.
 * No value can break the JSON or add to it.
 */
export function spliceJson(text: string, values: readonly unknown[]): Spliced {
  const literals: Literal[] = [];
  let json = '';
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  try {
    for (const [all, number, origin] of text.matchAll(piece)) {
      if (origin !== undefined) {
        literals.push({ at: json.length, origin: Number(origin), length: 0 });
      } else if (number !== undefined) {
        if (isEscaped) return { ok: false, problem: 'a \\ stands right before a tag' };
        const left = longest - json.length;
        json += isInString ? asText(values[Number(number)], left) : asJson(values[Number(number)], left);
      } else {
        if (isEscaped) isEscaped = false;
        else if (all === '"') isInString = !isInString;
        else if (isInString) isEscaped = all === '\\';
        else if (all === '{' || all === '[') depth += 1;
        else if (all === '}' || all === ']') depth -= 1;
        if (depth > deepest) return { ok: false, problem: `it is nested more than ${deepest} deep` };
        json += all;
        const literal = literals.at(-1);
        if (literal !== undefined) literal.length += all.length;
      }
      if (json.length > longest) throw new TooLongError();
    }
  } catch (error) {
    if (error instanceof TooLongError) return { ok: false, problem: `it came out longer than ${longest} characters` };
    if (error instanceof RangeError) return { ok: false, problem: 'a value is nested too deep' };
    throw error;
  }
  return { ok: true, json, literals };
}

class TooLongError extends Error {}

/** A few lists that hold each other can stand for gigabytes: it stops before it has written them. */
function asJson(value: unknown, most: number): string {
  if (value === undefined || value === null || value instanceof Drop) return 'null';
  let left = most;
  return JSON.stringify(value, (key, part: unknown) => {
    left -= key.length + (typeof part === 'string' ? part.length : 1);
    if (left < 0) throw new TooLongError();
    return part;
  });
}

function asText(value: unknown, most: number): string {
  if (typeof value === 'string') return asJson(value, most).slice(1, -1);
  const text = asJson(value, most);
  return text === 'null' ? '' : JSON.stringify(text).slice(1, -1);
}
