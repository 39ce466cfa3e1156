import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withParts } from '../../src/service/parts.ts';
import { FakeClock } from '../helpers/fake-clock.ts';

/** What happened, in order, and what the log says beside it. */
function world() {
  const done: string[] = [];
  const logged: { part?: string; err?: unknown; message: string }[] = [];
  const write = (fields: object, message: string) => void logged.push({ ...fields, message });
  const log = { debug() {}, warn: write, error: write };
  const part = (name: string) => ({
    name,
    start() {
      done.push(`start ${name}`);
      return {};
    },
    stop() {
      done.push(`stop ${name}`);
    },
  });
  return { done, logged, log, part };
}

test('parts start in order, each with what those before it give, and stop in reverse, once', async () => {
  const { done, log, part } = world();
  const parts = withParts<{ base: number }>()
    .and({
      name: 'one',
      start: ({ base }) => ({ one: base + 1 }),
      stop: ({ one }) => void done.push(`stop one ${one}`),
    })
    .and({ name: 'two', start: async ({ base, one }) => ({ two: base + one }) })
    .and(part('three'));
  expect(parts.names).toEqual(['one', 'two', 'three']);
  const { running, stop } = await parts.start({ base: 1 }, { log });
  expect(running).toEqual({ base: 1, one: 2, two: 3 });
  await Promise.all([stop(), stop()]);
  expect(done).toEqual(['start three', 'stop three', 'stop one 2']);
});

test('where one fails, those that run are stopped, and the first error is thrown though a stop fails as well', async () => {
  const { done, logged, log, part } = world();
  const broken = new Error('the port is taken');
  const parts = withParts()
    .and(part('one'))
    .and({ ...part('two'), stop: () => Promise.reject(new Error('the disk is full')) })
    .and(part('three'))
    .and({
      ...part('four'),
      start: (): object => {
        throw broken;
      },
    })
    .and(part('five'));
  await expect(parts.start({}, { log })).rejects.toBe(broken);
  expect(done).toEqual(['start one', 'start two', 'start three', 'stop three', 'stop one']);
  expect(logged).toMatchObject([{ part: 'two', err: { message: 'the disk is full' } }]);
});

test('a stop that hangs is left behind after its time', async () => {
  const { done, logged, log, part } = world();
  const clock = new FakeClock();
  const parts = withParts()
    .and(part('one'))
    .and({ ...part('two'), stop: () => new Promise<void>(() => {}), stopWithinMs: 5_000 })
    .and(part('three'));
  const { stop } = await parts.start({}, { log, clock });
  const stopped = stop();
  while (clock.pending === 0 || !done.includes('stop three')) await turn();
  await turn();
  clock.advance(4_999);
  await turn();
  expect(done).not.toContain('stop one');
  clock.advance(1);
  await stopped;
  expect(done.at(-1)).toBe('stop one');
  expect(logged).toMatchObject([{ part: 'two', ms: 5_000 }]);
  expect(clock.pending).toBe(0);
});

test('a signal that aborts ends the start before the next part', async () => {
  const { done, log, part } = world();
  const stopping = new AbortController();
  const reason = new Error('asked to stop');
  const parts = withParts()
    .and(part('one'))
    .and({
      ...part('two'),
      async start() {
        stopping.abort(reason);
        return {};
      },
    })
    .and(part('three'));
  await expect(parts.start({}, { log, signal: stopping.signal })).rejects.toBe(reason);
  expect(done).toEqual(['start one', 'stop two', 'stop one']);
});

test('a signal that aborts while the last part starts stops that one too', async () => {
  const { done, log, part } = world();
  const stopping = new AbortController();
  const parts = withParts().and({
    ...part('one'),
    start() {
      stopping.abort();
      return {};
    },
  });
  await expect(parts.start({}, { log, signal: stopping.signal })).rejects.toMatchObject({ name: 'AbortError' });
  expect(done).toEqual(['stop one']);
});
