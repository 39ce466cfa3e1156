import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Check } from '../../src/pipeline/care/check.ts';
import { Directory } from '../../src/registry/directory.ts';
import { firstCheck } from '../../src/service/first-check.ts';
import { FakeClock } from '../helpers/fake-clock.ts';

function world(reroute: () => Promise<number>) {
  const clock = new FakeClock();
  const messages: string[] = [];
  const write = (_: object, message: string) => void messages.push(message);
  const stopping = new AbortController();
  const check = new Check({
    kinds: new Map(),
    book: { update: async (destination) => destination },
    clock,
    signal: stopping.signal,
    onBad: async () => {},
  });
  const deps = { reroute, directory: new Directory(), check, clock };
  return {
    clock,
    messages,
    stopping,
    done: firstCheck(deps, { info: write, warn: write, error: write }, stopping.signal),
  };
}

test('where the database fails at the start, what waits without a route is looked at a minute later', async () => {
  let tries = 0;
  const { clock, messages, done } = world(async () => {
    tries += 1;
    if (tries === 1) throw new Error('the disk is full');
    return 3;
  });
  while (clock.pending === 0) await turn();
  expect(messages).toEqual(['the check at start failed, tries again']);
  clock.advance(60_000);
  await done;
  expect(messages.slice(1)).toEqual(['deliveries found a new route']);
});

test('it ends with the service', async () => {
  const { clock, stopping, done } = world(() => Promise.reject(new Error('the disk is full')));
  while (clock.pending === 0) await turn();
  stopping.abort();
  await done;
  expect(clock.pending).toBe(0);
});
