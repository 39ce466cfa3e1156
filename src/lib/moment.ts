const written = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s?(Z|UTC|[+-]\d\d:?\d\d)?)?$/i;

/** A moment as a platform wrote it. */
export interface Moment {
  /** Seconds since the epoch. */
  seconds: number;
  /** True where only a day was written. */
  isDay: boolean;
}

/**
 * Reads a moment: seconds or milliseconds since the epoch (a number, or text of digits), ISO 8601, or a database's
 * `2026-01-31 18:30:00`. Without an offset it is UTC, whatever the machine's time zone is. Undefined for what is no
 * moment between the years 1971 and 9999.
 */
export function readMoment(value: unknown): Moment | undefined {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const text = value.trim();
  if (/^\d{9,13}(\.\d+)?$/.test(text)) return fromNumber(Number(text));
  const parts = written.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second = '00', offset = 'Z'] = parts;
  const isDay = hour === undefined;
  const zone = /^(?:z|utc)$/i.test(offset) ? 'Z' : offset;
  const ms = Date.parse(
    isDay
      ? `${year}-${month}-${day}T00:00:00Z`
      : `${year}-${month}-${day}T${hour}:${minute}:${second}${withColon(zone)}`,
  );
  return within(ms, isDay);
}

/** Numbers below this are seconds: as milliseconds they would lie in 1971. */
const leastMs = 40_000_000_000;

function fromNumber(value: number): Moment | undefined {
  return within(Math.abs(value) < leastMs ? value * 1000 : value, false);
}

function within(ms: number, isDay: boolean): Moment | undefined {
  if (!(ms >= 31_536_000_000 && ms < 253_402_300_800_000)) return undefined;
  return { seconds: Math.floor(ms / 1000), isDay };
}

function withColon(zone: string): string {
  return /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
}
