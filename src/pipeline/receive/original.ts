import { parseExactly } from '../../lib/parse-exactly.ts';
import type { Source, SourceRequest, SourceSettings } from '../../model/source.ts';
import { withhold } from '../../privacy/withhold.ts';

/** The most characters of a platform's event that are kept in an event of ours: its largest are of 30,000. */
const longest = 64 * 1024;
/** Deeper values are left out: an event may have 32 levels, and some of them are ours. */
const deepest = 24;

/** A platform's event as it is kept: `data.original` of the event that was made from it. */
export interface Original {
  /** JSON; undefined where there is nothing to keep. */
  value: unknown;
  /** A sentence on what is too large or too deep to be kept. */
  leftOut: string | undefined;
}

/** The body of a request as JSON: itself, or the fields of a form, of which some may hold JSON. Undefined for others. */
export function readOriginal({ body, headers }: SourceRequest): unknown {
  const text = new TextDecoder().decode(body);
  const isForm = headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true;
  if (!isForm) return parsed(text);
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, parsed(value) ?? value]));
}

function parsed(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}

/** A value that a platform sent, as far as it may be kept and there is room for it, without anything private. */
export function originalOf(
  value: unknown,
  { withheld = [] }: Pick<Source, 'withheld'>,
  { secrets }: Pick<SourceSettings, 'secrets'>,
): Original {
  const room: Room = { left: longest, count: 0, first: '' };
  const kept = bounded(value, '', deepest, room);
  const { count, first } = room;
  const what = count === 1 ? 'One value' : `${count} values`;
  return {
    value: isEmpty(kept) ? undefined : withhold(kept, withheld, secrets),
    leftOut:
      count === 0
        ? undefined
        : `${what} of the body had no room in "data.original", which holds ${longest} characters; the first is "${first}".`,
  };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

interface Room {
  /** Characters. */
  left: number;
  /** The values that were left out, and the path of the first. */
  count: number;
  first: string;
}

/** The value as far as there is room for it; undefined where there is none. */
function bounded(value: unknown, path: string, depth: number, room: Room): unknown {
  const size = 4 + path.length - path.lastIndexOf('.') + (typeof value === 'string' ? value.length : 0);
  if (size > room.left || depth === 0 || value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
    room.count += 1;
    if (room.count === 1) room.first = path.slice(1, 200);
    return undefined;
  }
  room.left -= size;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, bounded(item, `${path}.${key}`, depth - 1, room)] as const)
    .filter(([, item]) => item !== undefined);
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}
