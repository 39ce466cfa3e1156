import { afterEach, expect, test } from 'vitest';
import { createWorld, payments, playersIn, type World } from './_world.ts';

let world: World;
afterEach(() => world.stop());

test('what waits when the service stops is delivered after the next start, in order and once', async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }));
  await world.discord.down();
  await world.crier.post(...payments(30));
  await world.settle();
  await world.discord.up();
  await world.restart();
  await world.until(() => playersIn(world.discord).length === 30);
  expect(playersIn(world.discord)).toEqual(payments(30).map((_, index) => `p${index + 1}`));
});

test('events that had no route go out as soon as there is one', async () => {
  world = await createWorld((discord) => ({ errors: discord.addWebhook({}).url }));
  const [accepted] = await world.crier.post(...payments(3));
  const shown = await world.crier.request('GET', `/v1/deliveries/${accepted?.deliveries[0]?.id}`);
  expect(shown.body).toMatchObject({ status: 'unrouted', destination: null });
  const fresh = world.discord.addWebhook({});
  await world.crier.request('PUT', '/v1/routes/default', { webhook: fresh.url });
  await world.until(() => playersIn(world.discord, fresh.id).length === 3);
  expect(playersIn(world.discord, fresh.id)).toEqual(['p1', 'p2', 'p3']);
});

test('a webhook URL that the operator replaced takes the waiting events with it', async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }));
  await world.discord.down();
  await world.crier.post(...payments(5));
  await world.settle();
  await world.discord.up();
  const fresh = world.discord.addWebhook({});
  const [route] = world.crier.settings.stores[0]?.routes ?? [];
  if (route === undefined) throw new Error('no route');
  await world.restart({ routes: { default: fresh.url } });
  await world.until(() => playersIn(world.discord, fresh.id).length === 5);
  expect(playersIn(world.discord)).toHaveLength(5);
});

test('a muted route records its events and sends none', async () => {
  world = await createWorld((discord) => ({ default: { url: discord.addWebhook({}).url, rule: { muted: true } } }));
  await world.crier.post(...payments(2));
  await world.settle();
  expect(world.discord.messages()).toEqual([]);
  const { body } = await world.crier.request('GET', '/v1/deliveries?status=cancelled');
  expect(body.data.map(({ reason }: { reason: string }) => reason)).toEqual([
    'the route "default" is muted',
    'the route "default" is muted',
  ]);
});
