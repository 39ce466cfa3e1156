import { afterEach, expect, test } from 'vitest';
import { createWorld, payments, playersIn, type World } from './_world.ts';

let world: World;
afterEach(() => world.stop());

test('an event goes to the webhook of its category, and everything else to the default', async () => {
  world = await createWorld((discord) => ({
    default: discord.addWebhook({ name: 'all' }).url,
    errors: discord.addWebhook({ name: 'errors' }).url,
  }));
  await world.crier.post(
    { type: 'error.database', title: 'Connection lost' },
    { type: 'gift.sent', player: { name: 'Alex' } },
  );
  await world.until(() => world.discord.messages().length === 2);
  const [first, second] = world.discord.messages().map(({ webhookId }) => webhookId);
  expect(first).not.toBe(second);
  expect(world.discord.violations).toEqual([]);
  const status = await world.crier.request('GET', '/v1/status');
  expect(status.body.destinations.map((one: { name: string; delivered: number }) => [one.name, one.delivered])).toEqual(
    expect.arrayContaining([
      ['all', 1],
      ['errors', 1],
    ]),
  );
});

test('without any webhook the built-in preview takes the event', async () => {
  world = await createWorld(() => ({}));
  const [accepted] = await world.crier.post(...payments(1));
  await world.until(() => true);
  const event = await world.crier.request('GET', `/v1/events/${accepted?.id}`);
  expect(event.body.deliveries[0]).toMatchObject({ status: 'delivered', attempts: [{ outcome: 'delivered' }] });
});

test('a backlog is packed into messages of ten, in the order of acceptance', async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }));
  await world.crier.post(...payments(35));
  await world.until(() => playersIn(world.discord).length === 35);
  expect(playersIn(world.discord)).toEqual(payments(35).map((_, index) => `p${index + 1}`));
  expect(world.discord.messages().length).toBeLessThanOrEqual(5);
});
