import { describe, expect, it } from 'vitest';
import { parseLimit } from '../../src/lib/limit.ts';

describe('a limit', () => {
  it.each([
    ['30/60s', { count: 30, windowMs: 60_000 }],
    ['50/1s', { count: 50, windowMs: 1000 }],
    [' 10000 / 10s ', { count: 10_000, windowMs: 10_000 }],
    ['1/500ms', { count: 1, windowMs: 500 }],
    ['off', 'off'],
    ['OFF', 'off'],
  ])('%s is read', (text, limit) => {
    expect(parseLimit(text)).toEqual(limit);
  });

  it.each(['', '30', '30/60', '0/60s', '30/0s', '-1/1s', '30/60s/5', 'none', '1.5/1s'])('"%s" is none', (text) => {
    expect(parseLimit(text)).toBeUndefined();
  });
});
