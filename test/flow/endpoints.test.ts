import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../helpers/receiver.ts';
import { createWorld, payments, playersIn, type World } from './_world.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

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

async function deliveriesTo(name = 'own') {
  return (await world.crier.request('GET', `/v1/deliveries?limit=200&destination=${name}`)).body.data;
}

const playersAt = (one: Receiver) => one.received.map(({ body }) => body.player?.name);

/** Moments, in fake milliseconds, at which requests came. */
function moments(): number[] {
  const times: number[] = [];
  const { answer } = receiver;
  receiver.answer = (request) => {
    times.push(world.clock.monotonic());
    return answer(request);
  };
  return times;
}

describe('subscriptions', () => {
  test('an event goes to its route and to every endpoint that wants it, each with a delivery of its own', async () => {
    await add({ name: 'all' });
    await add({ name: 'gifts', events: ['gifting'] });
    await add({ name: 'payments', events: ['payment.*'] });
    const [accepted] = await world.crier.post(...payments(1));
    await world.until(() => receiver.received.length === 2 && playersIn(world.discord).length === 1);
    expect(accepted?.deliveries).toHaveLength(3);
    const { body } = await world.crier.request('GET', `/v1/events/${accepted?.id}`);
    const where = body.deliveries.map((one: { destination_name: string; status: string }) => [
      one.destination_name,
      one.status,
    ]);
    expect(Object.fromEntries(where)).toMatchObject({ all: 'delivered', payments: 'delivered' });
    expect(new Set(receiver.headers('webhook-id'))).toEqual(new Set([accepted?.id]));
    expect(receiver.headers('crier-event-type')).toEqual(['payment.completed', 'payment.completed']);
  });

  test('severity and application narrow it down', async () => {
    await add({ min_severity: 'error', applications: ['web'] });
    await world.crier.post(
      { type: 'error.plugin', severity: 'error', application: 'web', player: { name: 'wanted' } },
      { type: 'error.plugin', severity: 'warning', application: 'web' },
      { type: 'error.plugin', severity: 'critical', application: 'game' },
      { type: 'error.plugin', severity: 'critical' },
    );
    await world.settle();
    expect(playersAt(receiver)).toEqual(['wanted']);
  });

  test('an event that has no route still reaches an endpoint', async () => {
    await world.stop();
    world = await createWorld(() => ({}));
    await add();
    const [accepted] = await world.crier.post(...payments(1));
    await world.until(() => receiver.received.length === 1);
    expect(receiver.received[0]?.body).toMatchObject({ id: accepted?.id, type: 'payment.completed', store: 'main' });
  });

  test('an event that came before the endpoint is not for it', async () => {
    await world.crier.post(...payments(1));
    await world.settle();
    await add();
    await world.crier.post(...payments(1, 2));
    await world.until(() => receiver.received.length > 0);
    expect(playersAt(receiver)).toEqual(['p2']);
  });
});

describe('schedules', () => {
  test('standard waits 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, a little stretched, and then gives up', async () => {
    receiver.answer = () => ({ status: 500, body: 'broken\nagain' });
    const times = moments();
    await add();
    const [accepted] = await world.crier.post(...payments(1));
    await world.until(() => times.length === 8);
    await world.settle();
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    const wanted = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour];
    expect(waits).toEqual(wanted.map((delay) => delay * 1.05));
    expect(new Set(receiver.headers('webhook-id'))).toEqual(new Set([accepted?.id]));
    expect(receiver.headers('crier-attempt')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    const stamps = receiver.headers('webhook-timestamp').map(Number);
    expect((stamps[7] ?? 0) - (stamps[0] ?? 0)).toBe(Math.floor((times[7] ?? 0) / 1_000));
    expect(await deliveriesTo()).toMatchObject([
      { status: 'failed', reason: 'given up after 8 attempts: it answered 500: broken again' },
    ]);
  });

  test('quick tries again after 1 s, 5 s and 25 s', async () => {
    receiver.answer = () => ({ status: 503 });
    const times = moments();
    await add({ retry: 'quick' });
    await world.crier.post(...payments(1));
    await world.until(() => times.length === 4);
    await world.settle();
    expect(times.slice(1).map((time, index) => time - (times[index] ?? 0))).toEqual([1_050, 5_250, 26_250]);
    expect(await deliveriesTo()).toMatchObject([{ status: 'failed' }]);
  });

  test('Retry-After is waited for where it is longer than the schedule', async () => {
    receiver.answer = () => (receiver.received.length === 1 ? { status: 429, headers: { 'retry-after': '90' } } : {});
    const times = moments();
    await add({ retry: ['10s'] });
    await world.crier.post(...payments(1));
    await world.until(() => times.length === 2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(90 * second);
  });

  test('no answer within 5 s is a failure that is tried again', async () => {
    receiver.answer = () => ({ isSilent: receiver.received.length === 1 });
    await add({ retry: ['1s'] });
    const [accepted] = await world.crier.post(...payments(1));
    await expect.poll(() => receiver.received.length).toBe(1);
    world.clock.advance(5 * second);
    await world.until(() => receiver.received.length === 2);
    const { body } = await world.crier.request('GET', `/v1/events/${accepted?.id}`);
    const own = body.deliveries.find((one: { destination_name: string }) => one.destination_name === 'own');
    expect(own.attempts.map((attempt: { outcome: string }) => attempt.outcome)).toEqual(['uncertain', 'delivered']);
    expect(own.attempts[0].reason).toBe('no answer within 5 s');
  });
});

test('one that fails holds nobody up', async () => {
  receiver.answer = ({ body }) => ({ status: body.player.name === 'p1' ? 500 : 204 });
  await add({ concurrency: 1 });
  await world.crier.post(...payments(20));
  await world.until(() => receiver.received.length >= 20);
  await world.settle();
  expect(world.clock.monotonic()).toBeLessThan(minute);
  expect(new Set(playersAt(receiver)).size).toBe(20);
  const waiting = (await deliveriesTo()).filter((one: { status: string }) => one.status === 'pending');
  expect(waiting).toHaveLength(1);
});

test('each arrives once, however many are under way', async () => {
  const seen = new Set<string>();
  receiver.answer = ({ body }) => {
    const isKnown = seen.has(body.id);
    seen.add(body.id);
    return { status: isKnown || body.player.name.endsWith('0') ? 204 : 500 };
  };
  await add({ retry: 'quick', concurrency: 7 });
  await world.crier.post(...payments(200));
  await world.until(() => receiver.received.length >= 380);
  await world.settle();
  expect(receiver.received).toHaveLength(380);
  expect((await show()).delivered).toBe(200);
});

test('no more requests are under way than the endpoint allows', async () => {
  let isOpen = false;
  receiver.answer = () => ({ isSilent: !isOpen });
  await add({ concurrency: 3, retry: ['1s'] });
  await world.crier.post(...payments(8));
  await expect.poll(() => receiver.received.length).toBe(3);
  expect((await world.crier.request('GET', '/v1/status')).body.destinations).toContainEqual(
    expect.objectContaining({ name: 'own', limit: expect.objectContaining({ text: '3 of 3 at once' }) }),
  );
  isOpen = true;
  world.clock.advance(5 * second);
  await world.until(() => receiver.received.length === 11);
  await world.settle();
  expect((await deliveriesTo()).map((one: { status: string }) => one.status)).toEqual(Array(8).fill('delivered'));
});

describe('dead letters', () => {
  async function fail(count: number, said: object = {}) {
    receiver.answer = () => ({ status: 500 });
    await add({ retry: [], ...said });
    const accepted = await world.crier.post(...payments(count));
    await world.until(() => receiver.received.length === count);
    await world.settle();
    receiver.answer = () => ({});
    return accepted;
  }

  test('are replayed one by one, under the id that they had', async () => {
    const [accepted] = await fail(2);
    const failed = (await deliveriesTo()).find((one: { event_id: string }) => one.event_id === accepted?.id);
    expect(failed.status).toBe('failed');
    await world.crier.request('POST', `/v1/deliveries/${failed.id}/replay`);
    await world.until(() => receiver.received.length === 3);
    expect(receiver.headers('webhook-id')[2]).toBe(accepted?.id);
    expect((await show()).failed).toBe(1);
  });

  test('are replayed by destination, or all since a time', async () => {
    await fail(3);
    const since = '2020-01-01T00:00:00Z';
    const none = await world.crier.request('POST', '/v1/deliveries/replay', {
      destination: 'own',
      since: '2999-01-01T00:00:00Z',
    });
    expect(none.body.replayed).toBe(0);
    const some = await world.crier.request('POST', '/v1/deliveries/replay', { destination: 'own', since });
    expect(some.body.replayed).toBe(3);
    await world.until(() => receiver.received.length === 6);
    expect(new Set(receiver.headers('webhook-id')).size).toBe(3);
    expect((await show()).failed).toBe(0);
  });

  test('are told to the default destination, in one message for all', async () => {
    await fail(12, { retry: [] });
    await world.until(() => JSON.stringify(world.discord.messages()).includes('crier -- replay'));
    await world.settle();
    const told = world.discord.messages().map(({ body }) => JSON.stringify(body));
    expect(told.filter((text) => text.includes('failed for good'))).toHaveLength(1);
    expect(told.at(-1)).toMatch(/12 deliveries to own.*it answered 500/);
    expect(await deliveriesTo()).toHaveLength(12);
  });

  test('are kept as long as the endpoint says, and no longer', async () => {
    await fail(2, { retry: [], keep_failed: '24h' });
    world.clock.advance(23 * hour);
    await world.crier.app.actions.upkeep.prune();
    expect(await deliveriesTo()).toHaveLength(2);
    world.clock.advance(2 * hour);
    await world.crier.app.actions.upkeep.prune();
    expect(await deliveriesTo()).toHaveLength(0);
    // Discord's deliveries of the same events stay.
    expect((await world.crier.request('GET', '/v1/deliveries?type=payment.completed')).body.data).toHaveLength(2);
  });

  test('may be kept for longer than those of the store', async () => {
    await world.restart({ store: { retention: { deliveredMs: hour, failedMs: hour, receivedMs: hour } } });
    await fail(2, { retry: [], keep_failed: '24h' });
    world.clock.advance(23 * hour);
    await world.crier.app.actions.upkeep.prune();
    expect(await deliveriesTo()).toHaveLength(2);
  });
});
