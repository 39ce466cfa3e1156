import { afterEach, expect, test } from 'vitest';
import type { FakeDiscord } from '../helpers/fake-discord.ts';
import { createWorld, type World } from './_world.ts';

let world: World;
afterEach(async () => {
  names.clear();
  await world.stop();
});

const joined = { type: 'subscription.created', player: { name: 'Steve' }, data: { plan: 'VIP' } };

/** The names of the webhooks by their ids. */
const names = new Map<string, string>();

function hook(discord: FakeDiscord, name: string): string {
  const { id, url } = discord.addWebhook({ name });
  names.set(id, name);
  return url;
}

/** The names of the webhooks that got a message, in the order of the alphabet. */
const told = () =>
  world.discord
    .messages()
    .map(({ webhookId }) => names.get(webhookId))
    .sort();

test('with a URL for subscriptions and one for subscribe, a new subscription is told by both', async () => {
  world = await createWorld((discord) => ({
    default: hook(discord, 'all'),
    subscriptions: hook(discord, 'subscriptions'),
    subscribe: hook(discord, 'subscribe'),
  }));
  const [accepted] = await world.crier.post(joined);
  await world.until(() => world.discord.messages().length === 2);
  expect(told()).toEqual(['subscribe', 'subscriptions']);
  const { body } = await world.crier.request('GET', `/v1/events/${accepted?.id}`);
  expect(body.deliveries.map(({ route, status }: { route: string; status: string }) => [route, status])).toEqual([
    ['subscribe', 'delivered'],
    ['subscriptions', 'delivered'],
  ]);
  await world.crier.post({ type: 'subscription.cancelled' });
  await world.until(() => world.discord.messages().length === 3);
  expect(told()).toEqual(['subscribe', 'subscriptions', 'subscriptions']);
});

test('with one URL for both it is told once, and with copies that say nobody too', async () => {
  world = await createWorld((discord) => {
    const url = hook(discord, 'both');
    return { subscriptions: url, subscribe: url };
  });
  await world.crier.post(joined);
  await world.until(() => world.discord.messages().length === 1);
  const own = hook(world.discord, 'own');
  const put = await world.crier.request('PATCH', '/v1/routes/unsubscribe', { webhook: own, copies: [] });
  expect(put).toMatchObject({ status: 200, body: { copies: [], copied_to: [] } });
  await world.crier.post({ type: 'subscription.cancelled' });
  await world.until(() => world.discord.messages().length === 2);
  expect(told()).toEqual(['both', 'own']);
});

test('what is copied is tried, held up and replayed by itself', async () => {
  world = await createWorld((discord) => ({
    errors: hook(discord, 'errors'),
    loyalty: hook(discord, 'loyalty'),
  }));
  const set = await world.crier.request('PATCH', '/v1/routes/errors', { copies: ['loyalty'] });
  expect(set.body).toMatchObject({ copies: [{ to: 'loyalty' }], copied_to: ['loyalty'] });
  const [gone = ''] = [...names].find(([, name]) => name === 'loyalty') ?? [];
  world.discord.deleteWebhook(gone);
  const [accepted] = await world.crier.post({ type: 'error.database' });
  await world.until(() => world.discord.messages().length >= 1);
  const { body } = await world.crier.request('GET', `/v1/events/${accepted?.id}`);
  expect(body.deliveries.map(({ status }: { status: string }) => status)).toEqual(['delivered', 'pending']);
  const again = await world.crier.request('POST', `/v1/deliveries/${body.deliveries[0].id}/replay`);
  expect(again.status).toBe(202);
  const test = await world.crier.request('POST', '/v1/routes/errors/test');
  expect(test.body).toMatchObject({ route: 'errors', copied_to: ['loyalty'], outcome: 'delivered' });
});
