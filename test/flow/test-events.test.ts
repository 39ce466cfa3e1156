import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure } from '../helpers/fake-discord.ts';
import { createWorld, type World } from './_world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook().url }));
});
afterAll(() => world.stop());

test('tests that wait are cancelled with a clearing, and sales go on', async () => {
  const { crier } = world;
  await crier.request('POST', '/v1/routes/default/test');
  await world.settle();
  const destinations = (await crier.request('GET', '/v1/status')).body.destinations;
  await crier.request('POST', '/v1/sources/tebex/test', { sample: 'payment.completed' });
  await world.until(() => world.discord.messages().length === 2);
  expect(destinations).toHaveLength(1);
  const event = { type: 'gift.sent', player: { name: 'Mira' } };
  await world.settle();
  world.discord.fail({ with: failure.serverError() });
  await crier.post({ ...event, id: 'test:req_1' }, { ...event, id: 'test:req_2', title: 'x' }, event);
  await world.settle();

  expect((await crier.request('GET', '/v1/test-events')).body).toEqual({ events: 4, waiting: 2 });
  const denied = await crier.request('DELETE', '/v1/test-events', undefined, { authorization: 'Bearer none' });
  expect(denied.status).toBe(401);
  expect((await crier.request('DELETE', '/v1/test-events')).body).toEqual({ deleted: 4, cancelled: 2 });
  expect((await crier.request('GET', '/v1/test-events')).body).toEqual({ events: 0, waiting: 0 });
  const { body } = await crier.request('GET', '/v1/deliveries');
  expect(body.data.map(({ status }: { status: string }) => status)).toEqual(['pending']);

  world.discord.clearFailures();
  await world.until(() => world.discord.messages().length === 3);
  await world.settle();
  expect((await crier.request('GET', '/v1/deliveries?status=delivered')).body.data).toHaveLength(1);
});
