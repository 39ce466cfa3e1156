import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration, shortDuration } from '../../src/lib/duration.ts';

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['90d', 7_776_000_000],
    ['2w', 1_209_600_000],
    ['1y', 31_536_000_000],
    ['1.5h', 5_400_000],
    ['0.1s', 100],
    [' 5 m ', 300_000],
    ['0', 0],
    ['0s', 0],
    ['100y', 3_153_600_000_000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    [0, '0s'],
    [90_000, '90s'],
    [300_000, '5m'],
    [1_500, '1500ms'],
    [86_400_000, '1d'],
  ])('%d ms is %s in short, and is read back', (ms, text) => {
    expect(shortDuration(ms)).toBe(text);
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '5', 's', '-5s', '5 minutes', '5S', '1h30m', '1e3s', '0.5ms', '101y', '5  m', 'constructor'])(
    '"%s" is none',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it.each([
    [0, '0 seconds'],
    [-5, '0 seconds'],
    [500, '500 ms'],
    [1000, '1 second'],
    [5_400_000, '1 hour 30 minutes'],
    [7_776_000_000, '90 days'],
    [31_536_000_000, '1 year'],
    [90_061_001, '1 day 1 hour'],
  ])('%d ms reads "%s"', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});
