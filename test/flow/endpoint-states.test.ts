import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { needsOf } from '../helpers/needs-of.ts';
import { type Receiver, startReceiver } from '../helpers/receiver.ts';
import type { TestAppOptions } from '../helpers/start-app.ts';
import { createWorld, payments, type World } from './_world.ts';

const hour = 3_600_000;
const day = 24 * hour;

let world: World;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
  world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }));
});
afterEach(async () => {
  await world.stop();
  await receiver.stop();
});

async function add(said: object = {}) {
  const answer = await world.crier.request('POST', '/v1/endpoints', { name: 'own', url: receiver.url, ...said });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
const show = async (name = 'own') => (await world.crier.request('GET', `/v1/endpoints/${name}`)).body;
const call = (verb: string, body?: object) => world.crier.request('POST', `/v1/endpoints/own/${verb}`, body);
const players = () => receiver.received.map(({ body }) => body.player?.name);

/** Descriptions of what Discord was told that a type of event of Crier's own says. */
const told = (title: string) =>
  world.discord
    .messages()
    .map(({ body }) => JSON.stringify(body))
    .filter((text) => text.includes(title));

describe('410', () => {
  test('ends the endpoint: it is called once, what comes waits, the owner is told once, and resume lets it flow', async () => {
    receiver.answer = () => ({ status: 410 });
    await add();
    await world.crier.post(...payments(1));
    await world.until(() => told('wants no more').length === 1);
    await world.crier.post(...payments(3, 2));
    await world.settle();
    expect(receiver.received).toHaveLength(1);
    expect(await show()).toMatchObject({ state: 'broken', problem: expect.stringContaining('410'), pending: 4 });
    expect(needsOf((await world.crier.request('GET', '/v1/status')).body)).toMatch(
      /^broken endpoint own.*410.*4 waiting/,
    );

    receiver.answer = () => ({});
    expect((await call('resume')).status).toBe(200);
    await world.until(() => receiver.received.length === 5);
    await world.settle();
    expect(new Set(players())).toEqual(new Set(['p1', 'p2', 'p3', 'p4']));
    expect(await show()).toMatchObject({ state: 'active', problem: null, pending: 0, delivered: 4 });
    expect(told('wants no more')).toHaveLength(1);
  });
});

describe('everything fails', () => {
  async function failFor(ms: number) {
    const until = world.clock.now() + ms;
    while (world.clock.now() < until) {
      await world.crier.post(...payments(1));
      await world.settle();
      world.clock.advance(6 * hour);
      await world.settle();
    }
  }

  test('for five days: it is paused, the owner is told once, and what comes waits', async () => {
    receiver.answer = () => ({ status: 500 });
    await add({ retry: ['1h'] });
    await failFor(4.5 * day);
    expect(await show()).toMatchObject({ state: 'active', failing_since: '2026-01-01T00:00:00.000Z' });
    await failFor(2 * day);
    expect(await show()).toMatchObject({ state: 'paused', problem: 'everything has failed for 5 days' });
    expect(told('An endpoint is paused')).toHaveLength(1);
    expect(needsOf((await world.crier.request('GET', '/v1/status')).body)).toMatch(/own.*5 days/);
    const calls = receiver.received.length;
    await world.restart();
    await world.crier.post(...payments(2));
    await world.settle();
    expect(receiver.received).toHaveLength(calls);
    expect(told('An endpoint is paused')).toHaveLength(1);

    receiver.answer = () => ({});
    await call('resume');
    await world.until(() => receiver.received.length >= calls + 2);
    await world.settle();
    expect(await show()).toMatchObject({ state: 'active', failing_since: null, pending: 0 });
  });

  test('one success in between starts the five days anew', async () => {
    receiver.answer = () => ({ status: 500 });
    await add({ retry: [] });
    await failFor(4 * day);
    receiver.answer = () => ({});
    await failFor(6 * hour);
    receiver.answer = () => ({ status: 500 });
    await failFor(4 * day);
    expect(await show()).toMatchObject({ state: 'active' });
    expect(told('An endpoint is paused')).toHaveLength(0);
  });
});

describe('a pause', () => {
  test('by a person holds everything until it is resumed, also over a restart', async () => {
    await add();
    expect((await call('pause')).body).toMatchObject({ state: 'paused', paused_until: null });
    await world.crier.post(...payments(3));
    await world.settle();
    await world.restart();
    await world.settle();
    expect(receiver.received).toHaveLength(0);
    expect(await show()).toMatchObject({ state: 'paused', pending: 3 });
    const { body: status } = await world.crier.request('GET', '/v1/status');
    expect(status.state).toBe('attention');
    expect(needsOf(status)).toMatch(
      /^attention endpoint own .*: paused by .* on 2026-01-01 00:00 UTC, 3 waiting\. Go on with it: .*endpoint resume "own"\.$/,
    );
    await call('resume');
    await world.until(() => receiver.received.length === 3);
    expect((await call('resume')).status).toBe(409);
  });

  test('for a time ends by itself, also over a restart', async () => {
    await add();
    const paused = await call('pause', { for: '2h' });
    expect(paused.body).toMatchObject({ state: 'paused', paused_until: '2026-01-01T02:00:00.000Z' });
    await world.crier.post(...payments(1));
    await world.settle();
    world.clock.advance(hour);
    await world.restart();
    await world.settle();
    expect(receiver.received).toHaveLength(0);
    await world.until(() => receiver.received.length === 1);
    expect(world.clock.monotonic()).toBe(2 * hour);
    expect(await show()).toMatchObject({ state: 'active' });
  });
});

test('deleting an endpoint cancels what waits for it, keeps its log and frees its name', async () => {
  receiver.answer = () => ({ status: 500 });
  const { id } = await add();
  await world.crier.post(...payments(2));
  await world.settle();
  expect((await world.crier.request('DELETE', '/v1/endpoints/own')).status).toBe(204);
  await world.settle();
  const calls = receiver.received.length;
  world.clock.advance(hour);
  await world.settle();
  expect(receiver.received).toHaveLength(calls);
  const { body } = await world.crier.request('GET', `/v1/deliveries?destination=${id}`);
  expect(body.data).toMatchObject([
    { status: 'cancelled', reason: 'its endpoint was deleted' },
    { status: 'cancelled', reason: 'its endpoint was deleted' },
  ]);
  expect((await world.crier.request('GET', '/v1/endpoints/own')).status).toBe(404);
  await add();
});

describe('an endpoint of the operator', () => {
  const wanted = (url: string): NonNullable<TestAppOptions['endpoints']>[number] => ({
    name: 'rewards',
    kind: 'http',
    settings: { url, signature: 'plain', secrets: [{ secret: 'a secret of the operator' }] },
    subscription: { events: ['payment.*'] },
    onUncertain: 'resend',
    schedule: [1_000],
    provisionedBy: 'config/crier.yaml:12',
  });

  test('works, is read-only, is changed by a restart and goes when it is taken out', async () => {
    await world.restart({ endpoints: [wanted(receiver.url)] });
    await world.crier.post(...payments(1));
    await world.until(() => receiver.received.length === 1);
    expect(receiver.headers('x-webhook-signature')[0]).toMatch(/^[0-9a-f]{64}$/);
    for (const [method, path, body] of [
      ['PATCH', '/v1/endpoints/rewards', { concurrency: 2 }],
      ['DELETE', '/v1/endpoints/rewards', undefined],
      ['POST', '/v1/endpoints/rewards/rotate-secret', undefined],
    ] as const) {
      const { status, body: problem } = await world.crier.request(method, path, body);
      expect(status).toBe(409);
      expect(problem.detail).toContain('config/crier.yaml:12');
    }
    await world.restart({ endpoints: [{ ...wanted(receiver.url), subscription: { events: ['gifting'] } }] });
    await world.crier.post(...payments(1, 2));
    await world.settle();
    expect(players()).toEqual(['p1']);
    await world.restart({ endpoints: [] });
    expect((await world.crier.request('GET', '/v1/endpoints')).body.data).toEqual([]);
  });

  test('that was broken works again once its address is another', async () => {
    receiver.answer = () => ({ status: 410 });
    await world.restart({ endpoints: [wanted(receiver.url)] });
    await world.crier.post(...payments(1));
    await world.until(() => told('wants no more').length === 1);
    receiver.answer = () => ({});
    await world.restart({ endpoints: [wanted(receiver.url)] });
    await world.settle();
    expect(receiver.received).toHaveLength(1);
    await world.restart({ endpoints: [wanted(`${receiver.url}/new`)] });
    await world.until(() => receiver.received.length === 2);
    expect(receiver.received[1]?.path).toBe('/hook/new');
  });
});
