const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: second,
  m: minute,
  h: hour,
  d: day,
  w: 7 * day,
  y: 365 * day,
};

const words: readonly (readonly [name: string, ms: number])[] = [
  ['year', 365 * day],
  ['day', day],
  ['hour', hour],
  ['minute', minute],
  ['second', second],
];

/** The longest duration, 100 years: a longer one is a slip of the pen. */
const longestMs = 100 * 365 * day;

/** The form of a duration, for messages. */
export const durationForm = 'a number and a unit: 500ms, 30s, 5m, 2h, 90d, 1y';

/**
 * Milliseconds of `500ms`, `30s`, `5m`, `2h`, `90d`, `2w`, `1y` (365 days) or `0`; undefined for anything else, and
 * for more than 100 years. Parts of a unit (`1.5h`) are fine as long as whole milliseconds come out.
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '0') return 0;
  const match = /^(\d{1,15}(?:\.\d{1,6})?) ?(ms|s|m|h|d|w|y)$/.exec(trimmed);
  const ms = Number(match?.[1]) * (units[match?.[2] ?? ''] ?? Number.NaN);
  const whole = Math.round(ms);
  return Math.abs(ms - whole) < 1e-6 && whole <= longestMs ? whole : undefined;
}

/** A duration as `parseDuration` reads it, in the largest unit that fits evenly: `5m`, `90s`, `0s`. */
export function shortDuration(ms: number): string {
  const fitting = Object.entries(units).filter(([, size]) => ms % size === 0);
  const [unit, size] = fitting.at(ms === 0 ? 1 : -1) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}

/** A duration in words with at most two units: `90 days`, `1 hour 30 minutes`, `84 ms`, `0 seconds`. */
export function formatDuration(ms: number): string {
  let rest = Math.max(0, Math.round(ms));
  if (rest === 0) return '0 seconds';
  const parts: string[] = [];
  for (const [name, size] of words) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
    // Two neighbouring units are as exact as anyone reads: no milliseconds behind days.
    if (parts.length === 2) break;
  }
  if (parts.length === 0 || (ms < 10 * second && rest > 0)) parts.push(`${rest} ms`);
  return parts.join(' ');
}
