// Days and hours as people in a time zone live them: a day may have 23, 24 or 25 hours.

const formats = new Map<string, Intl.DateTimeFormat>();
const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;

/** No zone is further from UTC. */
const furthest = 15 * hour;

/** The date in a time zone, such as `2026-01-31`. */
export function localDate(epochMs: number, timeZone: string): string {
  const { year, month, day: dayOfMonth } = partsOf(epochMs, timeZone);
  return `${year}-${month}-${dayOfMonth}`;
}

/** The minute of the day in a time zone: 0 to 1,439. */
export function localMinute(epochMs: number, timeZone: string): number {
  const { hour: hours, minute } = partsOf(epochMs, timeZone);
  return Number(hours) * 60 + Number(minute);
}

/** The date so many days later; earlier where `days` is negative. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** The first moment of a date in a time zone; it is not always midnight. */
export function startOfDay(date: string, timeZone: string): number {
  const utc = Date.parse(`${date}T00:00:00Z`);
  let before = utc - furthest;
  let from = utc + furthest;
  // Local dates never go back, so the first moment can be halved towards.
  while (from - before > second) {
    const middle = before + Math.floor((from - before) / (2 * second)) * second;
    if (localDate(middle, timeZone) < date) before = middle;
    else from = middle;
  }
  return from;
}

/** The beginning of the hour that a moment lies in, as clocks in a time zone show it. */
export function startOfHour(epochMs: number, timeZone: string): number {
  const { minute, second: seconds } = partsOf(epochMs, timeZone);
  const whole = Math.floor(epochMs / second) * second;
  return whole - (Number(minute) * 60 + Number(seconds)) * second;
}

/** The beginnings of all days that have a part between two moments. */
export function daysBetween(from: number, to: number, timeZone: string): number[] {
  const starts: number[] = [];
  for (let date = localDate(from, timeZone); ; date = addDays(date, 1)) {
    const start = startOfDay(date, timeZone);
    if (start >= to) return starts;
    // A zone that crosses the date line leaves a day out.
    if (start !== starts.at(-1)) starts.push(start);
  }
}

/** The beginnings of all hours that have a part between two moments. */
export function hoursBetween(from: number, to: number, timeZone: string): number[] {
  const starts: number[] = [];
  let start = startOfHour(from, timeZone);
  while (start < to) {
    starts.push(start);
    // A change of clocks by half an hour cuts the hour there.
    const next = startOfHour(start + hour, timeZone);
    start = next > start ? next : start + hour;
  }
  return starts;
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;

function partsOf(epochMs: number, timeZone: string): Parts {
  const parts: Parts = { year: '', month: '', day: '', hour: '', minute: '', second: '' };
  for (const { type, value } of formatFor(timeZone).formatToParts(epochMs)) {
    if (Object.hasOwn(parts, type)) parts[type as keyof Parts] = value;
  }
  return parts;
}

/** Making an Intl object takes a hundred times as long as using it. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const two = '2-digit';
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
  formats.set(timeZone, format);
  return format;
}
