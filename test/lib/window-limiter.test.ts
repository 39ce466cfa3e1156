import { expect, test } from 'vitest';
import { WindowLimiter } from '../../src/lib/window-limiter.ts';
import { FakeClock } from '../helpers/fake-clock.ts';

const start = (count: number, windowMs = 60_000) => {
  const clock = new FakeClock();
  return { clock, limiter: new WindowLimiter(clock, { count, windowMs }) };
};

test('each key spends for itself, and says how long it has to wait', async () => {
  const { clock, limiter } = start(2);
  expect([limiter.spend('a'), limiter.spend('a')]).toEqual([undefined, undefined]);
  await clock.advance(20_000);
  expect([limiter.waitMs('a'), limiter.spend('a'), limiter.spend('b')]).toEqual([40_000, 40_000, undefined]);
  await clock.advance(40_000);
  expect(limiter.spend('a')).toBeUndefined();
});

test('what is too much spends nothing, and what is given back does not count', () => {
  const { limiter } = start(10);
  expect(limiter.spend('a', 11)).toBe(60_000);
  expect(limiter.spend('a', 8)).toBeUndefined();
  expect(limiter.spend('a', 3)).toBe(60_000);
  expect(limiter.spend('a', 2)).toBeUndefined();
  limiter.giveBack('a', 8);
  expect(limiter.spend('a', 8)).toBeUndefined();
});

test('a window of weeks holds as well', async () => {
  const days = 86_400_000;
  const { clock, limiter } = start(1, 60 * days);
  limiter.spend('a');
  await clock.advance(59 * days);
  expect(limiter.spend('a')).toBe(1 * days);
});

test('a million who try fill no memory, and whoever has spent lately is still counted', async () => {
  const { clock, limiter } = start(1);
  limiter.spend('old');
  await clock.advance(1_000);
  for (let index = 0; index < 1_000_000; index += 1) limiter.spend(`stranger ${index}`);
  expect(limiter.size).toBe(10_000);
  expect(limiter.spend('stranger 999999')).toBe(60_000);
  await clock.advance(60_000);
  limiter.spend('another');
  expect(limiter.size).toBe(1);
});
