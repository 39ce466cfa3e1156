import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysBetween,
  hoursBetween,
  localDate,
  localMinute,
  startOfDay,
  startOfHour,
  weekdayOf,
} from '../../src/lib/local-time.ts';

const at = (text: string) => Date.parse(text);
const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString().slice(0, 16));

describe('local time', () => {
  it.each([
    ['2026-01-31T23:30:00Z', 'Europe/Berlin', '2026-02-01', 30],
    ['2026-01-31T23:30:00Z', 'UTC', '2026-01-31', 1_410],
    ['2026-01-31T23:30:00Z', 'America/New_York', '2026-01-31', 1_110],
    ['2026-01-31T23:30:00Z', 'Asia/Kathmandu', '2026-02-01', 315],
    ['2024-02-29T12:00:00Z', 'Pacific/Kiritimati', '2024-03-01', 120],
  ])('at %s in %s it is %s, minute %i', (time, zone, date, minute) => {
    expect(localDate(at(time), zone)).toBe(date);
    expect(localMinute(at(time), zone)).toBe(minute);
  });

  it.each([
    ['2026-01-31', 'Europe/Berlin', '2026-01-30T23:00:00Z'],
    ['2026-07-31', 'Europe/Berlin', '2026-07-30T22:00:00Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00Z'],
    ['2026-07-31', 'Asia/Kathmandu', '2026-07-30T18:15:00Z'],
    ['2026-07-31', 'Pacific/Kiritimati', '2026-07-30T10:00:00Z'],
    ['2026-07-31', 'Pacific/Pago_Pago', '2026-07-31T11:00:00Z'],
    // Clocks went forward at midnight: the day began at one.
    ['2023-09-03', 'America/Santiago', '2023-09-03T04:00:00Z'],
    // The day that Samoa left out when it crossed the date line.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s in %s begins at %s', (date, zone, start) => {
    expect(iso([startOfDay(date, zone)])).toEqual(iso([at(start)]));
  });

  it('a day has 23, 24 or 25 hours', () => {
    const length = (date: string) =>
      (startOfDay(addDays(date, 1), 'Europe/Berlin') - startOfDay(date, 'Europe/Berlin')) / 3_600_000;
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(length)).toEqual([24, 23, 25]);
  });

  it('days between two moments are those that have a part there', () => {
    expect(iso(daysBetween(at('2026-03-28T12:00:00Z'), at('2026-03-30T22:00:00Z'), 'Europe/Berlin'))).toEqual([
      '2026-03-27T23:00',
      '2026-03-28T23:00',
      '2026-03-29T22:00',
    ]);
    expect(daysBetween(at('2011-12-28T12:00:00Z'), at('2012-01-01T00:00:00Z'), 'Pacific/Apia')).toHaveLength(4);
  });

  it('hours begin where clocks show them to, and none is lost or doubled when clocks change', () => {
    expect(iso(hoursBetween(at('2026-01-01T10:40:00Z'), at('2026-01-01T12:00:00Z'), 'Asia/Kathmandu'))).toEqual([
      '2026-01-01T10:15',
      '2026-01-01T11:15',
    ]);
    const day = (date: string, zone: string) =>
      hoursBetween(startOfDay(date, zone), startOfDay(addDays(date, 1), zone), zone).length;
    expect(day('2026-03-29', 'Europe/Berlin')).toBe(23);
    expect(day('2026-10-25', 'Europe/Berlin')).toBe(25);
    // Clocks change by half an hour there.
    expect(day('2026-10-04', 'Australia/Lord_Howe')).toBe(24);
    expect(new Date(startOfHour(at('2026-01-01T10:40:12.345Z'), 'UTC')).toISOString()).toBe('2026-01-01T10:00:00.000Z');
  });

  it('weekdays and dates are counted over the ends of months and years', () => {
    expect([weekdayOf('2026-01-31'), weekdayOf('2026-02-01'), weekdayOf('2026-02-02')]).toEqual([6, 7, 1]);
    expect([addDays('2024-02-28', 1), addDays('2026-01-01', -1)]).toEqual(['2024-02-29', '2025-12-31']);
  });
});
