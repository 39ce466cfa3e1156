import { expect, test } from 'vitest';
import type { Destination } from '../../../src/model/destination.ts';
import type { CheckResult, DestinationKind } from '../../../src/model/destination-kind.ts';
import { Check } from '../../../src/pipeline/care/check.ts';
import { openRegistries, wanted } from '../../helpers/registries.ts';

/** A receiver that answers when the test says so. */
async function start() {
  const { registries, clock } = await openRegistries();
  const asked: { destination: string; answer(result: CheckResult): void }[] = [];
  const bad: string[] = [];
  const check = new Check({
    kinds: new Map<string, Pick<DestinationKind, 'check'>>([
      ['discord-webhook', { check: ({ id }) => new Promise((answer) => asked.push({ destination: id, answer })) }],
      ['http', {}],
    ]),
    registries,
    clock,
    signal: AbortSignal.timeout(60_000),
    onBad: async ({ id }, reason) => void bad.push(`${id} ${reason}`),
  });
  const destination = await registries.destinations.put(wanted('sales'));
  const now = (): Destination => registries.destinations.find(destination.id) ?? destination;
  return { registries, clock, asked, bad, check, destination, now };
}

const facts = { name: 'Sales', channelId: '42', checkedAt: 1 };

test('what a receiver tells is kept, beside the limit that its answers told', async () => {
  const { registries, asked, check, destination, now } = await start();
  const result = check.check(destination);
  const limit = { count: 5, windowMs: 2_000 };
  await registries.destinations.update(destination, { facts: { limit } });
  asked[0]?.answer({ result: 'ok', facts });
  expect(await result).toEqual({ result: 'ok', facts });
  expect(now().facts).toEqual({ ...facts, limit });
});

test('who asks at the same time shares the answer; who asks later asks anew', async () => {
  const { asked, check, destination } = await start();
  const [first, second] = [check.check(destination), check.check(destination)];
  expect(asked).toHaveLength(1);
  asked[0]?.answer({ result: 'unknown', reason: 'no answer' });
  expect(await first).toBe(await second);
  void check.check(destination);
  expect(asked).toHaveLength(2);
});

test('a destination that is gone is told of; one that nobody could be asked of is not', async () => {
  const { asked, bad, check, destination, now } = await start();
  const unknown = check.check(destination);
  asked[0]?.answer({ result: 'unknown', reason: 'no answer' });
  await unknown;
  expect(bad).toEqual([]);
  const gone = check.check(destination);
  asked[1]?.answer({ result: 'bad', reason: 'deleted' });
  expect(await gone).toEqual({ result: 'bad', reason: 'deleted' });
  expect(bad).toEqual([`${destination.id} deleted`]);
  expect(now().facts).toEqual({});
});

test('a kind that cannot be asked is not', async () => {
  const { registries, asked, check } = await start();
  const endpoint = await registries.destinations.put(wanted('billing', { kind: 'http' }));
  expect(await check.check(endpoint)).toEqual({ result: 'unknown', reason: 'it cannot be asked' });
  await check.ensureChecked(endpoint);
  expect(asked).toEqual([]);
});

test('a lane asks where nothing is known, and again only after ten minutes', async () => {
  const { clock, asked, check, destination, now } = await start();
  const answer = async (result: CheckResult) => {
    const done = check.ensureChecked(now());
    asked.at(-1)?.answer(result);
    await done;
  };
  await answer({ result: 'unknown', reason: 'no answer' });
  clock.advance(10 * 60_000 - 1);
  await check.ensureChecked(destination);
  expect(asked).toHaveLength(1);
  clock.advance(1);
  await answer({ result: 'ok', facts });
  expect(asked).toHaveLength(2);
  clock.advance(3_600_000);
  await check.ensureChecked(now());
  expect(asked).toHaveLength(2);
});
