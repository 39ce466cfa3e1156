import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Check } from '../../src/pipeline/care/check.ts';
import { firstCheck } from '../../src/service/first-check.ts';
import { openRegistries } from '../helpers/registries.ts';

async function world(reroute: () => Promise<number>) {
  const { registries, clock } = await openRegistries();
  const messages: string[] = [];
  const write = (_: object, message: string) => void messages.push(message);
  const stopping = new AbortController();
  const check = new Check({
    kinds: new Map(),
    registries,
    clock,
    signal: stopping.signal,
    onBad: async () => {},
  });
  const deps = { reroute, registries, check, clock };
  return {
    clock,
    messages,
    stopping,
    done: firstCheck(deps, { info: write, warn: write, error: write }, stopping.signal),
  };
}

test('where the database fails at the start, what waits without a route is looked at a minute later', async () => {
  let tries = 0;
  const { clock, messages, done } = await world(async () => {
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
  const { clock, stopping, done } = await world(() => Promise.reject(new Error('the disk is full')));
  while (clock.pending === 0) await turn();
  stopping.abort();
  await done;
  expect(clock.pending).toBe(0);
});
