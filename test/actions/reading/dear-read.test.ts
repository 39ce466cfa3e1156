import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostSteps as stepsOfPage } from '../../../src/actions/deliveries/list-deliveries.ts';
import { mostSteps as stepsOfPlayer } from '../../../src/actions/players/get-player.ts';
import { longestReadMs } from '../../../src/actions/reading/dear-read.ts';
import { statsStep } from '../../../src/actions/stats/get-stats.ts';
import { newId } from '../../../src/lib/ids.ts';
import type { NewEvent } from '../../../src/model/storage/events.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { startTestApp, type TestApp } from '../../helpers/start-app.ts';

/** More events than one step looks at, and than a page of the log or the report of a player do. */
const many = 50 * 1_000 + 1_500;
const clock = new FakeClock('2026-03-28T22:30:00Z');
const day = 86_400_000;
const actor = { name: 'test', store: 'main', scopes: ['admin'] as const };

let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp({ clock });
  const at = clock.now();
  const made = (index: number, name: string): NewEvent => {
    const id = newId('evt');
    const event = { id, store: 'main', type: 'job.done', category: 'processing', severity: 'info', player: { name } };
    return {
      id,
      store: 'main',
      type: 'job.done',
      category: 'processing',
      acceptedAt: at,
      occurredAt: at,
      body: JSON.stringify({ ...event, occurredAt: at, acceptedAt: at }),
      words: `nobody ${name}`,
      deliveries: [{ id: newId('dlv'), routeKey: 'none', status: index === 0 ? 'cancelled' : 'unrouted' }],
    };
  };
  for (let from = 0; from < many; from += 5_000) {
    const names = Array.from({ length: Math.min(5_000, many - from) }, (_, index) => from + index);
    await crier.app.deps.storage.acceptEvents(names.map((index) => made(index, index === 0 ? 'First' : 'Steve')));
  }
}, 60_000);
afterAll(() => crier.stop());

/** Calls of a verb of the store while something is asked. */
async function callsOf(verb: 'listDeliveries' | 'listPlayerFacts' | 'listEventFacts', ask: () => Promise<unknown>) {
  const { storage } = crier.app.deps;
  const before = storage[verb];
  let calls = 0;
  Object.assign(storage, {
    [verb]: (...args: Parameters<typeof before>) => {
      calls += 1;
      return Reflect.apply(before, storage, args);
    },
  });
  try {
    await ask();
  } finally {
    Object.assign(storage, { [verb]: before });
  }
  return calls;
}

test('a page whose filters fit nothing looks at so many rows, and the next one goes on from there', async () => {
  for (const query of ['status=cancelled&q=nobody', 'type=job.done&status=cancelled&q=nobody']) {
    let body: { data: unknown[]; next_cursor: string | null } = { data: [], next_cursor: null };
    const calls = await callsOf('listDeliveries', async () => {
      body = (await crier.request('GET', `/v1/deliveries?${query}`)).body;
    });
    expect(calls).toBeLessThanOrEqual(stepsOfPage);
    expect(body).toMatchObject({ data: [], next_cursor: expect.any(String) });
    const rest = (await crier.request('GET', `/v1/deliveries?${query}&cursor=${body.next_cursor}`)).body;
    expect(rest).toMatchObject({ data: [{ status: 'cancelled' }], next_cursor: null });
  }
});

test('a name whose words stand everywhere ends the search for a player', async () => {
  let status = 0;
  const calls = await callsOf('listPlayerFacts', async () => {
    status = (await crier.request('GET', '/v1/players/nobody')).status;
  });
  expect([status, calls]).toEqual([404, stepsOfPlayer]);
});

test('figures that take too long are refused with the cure', async () => {
  let steps = 0;
  const { actions, deps } = crier.app;
  const list = deps.storage.listEventFacts;
  deps.storage.listEventFacts = (...args) => {
    steps += 1;
    if (steps === 2) clock.advance(longestReadMs);
    return list(...args);
  };
  const asked = actions.stats.get(actor, { from: clock.now() - day, to: clock.now() + 1 });
  await expect(asked).rejects.toMatchObject({ code: 'too_much_to_read', errors: [{ path: 'since' }] });
  deps.storage.listEventFacts = list;
  expect(steps).toBe(2);
});

test('nothing more is read once the client has gone', async () => {
  const gone = new AbortController();
  const calls = await callsOf('listEventFacts', async () => {
    const time = { from: clock.now() - day, to: clock.now() + 1, signal: gone.signal };
    const asked = crier.app.actions.stats.get(actor, time);
    gone.abort(new Error('the client has gone'));
    await expect(asked).rejects.toThrow('the client has gone');
  });
  expect(calls).toBe(1);
  expect(many).toBeGreaterThan(statsStep);
});

test('a client that leaves ends what it asked for, also while it waits in the line', async () => {
  const { storage } = crier.app.deps;
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const list = storage.listEventFacts;
  let calls = 0;
  storage.listEventFacts = async (...args) => {
    calls += 1;
    begun.resolve();
    await held.promise;
    return list(...args);
  };
  const leaving = new AbortController();
  const ask = () =>
    fetch(`${crier.url}/v1/stats`, { headers: { authorization: `Bearer ${crier.key}` }, signal: leaving.signal });
  const asked = [ask(), ask(), ask()].map((one) => one.catch((error: Error) => error.name));
  await begun.promise;
  leaving.abort();
  expect(await Promise.all(asked)).toEqual(['AbortError', 'AbortError', 'AbortError']);
  // The service has seen that they left once it answers what came after.
  for (const _ of [1, 2]) expect((await crier.request('GET', '/healthz')).status).toBe(200);
  held.resolve();
  // Served only after those of the same key that came before it are over.
  expect((await crier.request('GET', '/v1/players/First')).status).toBe(200);
  storage.listEventFacts = list;
  expect(calls).toBe(1);
});

test('one key has one dear read at a time; beyond a short line it is told to come later', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => crier.request('GET', '/v1/deliveries?status=cancelled&q=nobody')),
  );
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBe(3);
  expect(refused[0]?.body).toMatchObject({ code: 'busy' });
  expect(refused[0]?.headers.get('retry-after')).toBe('5');
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
});
