import { afterEach, expect, test } from 'vitest';
import { createWorld, payments, playersIn, type World } from './_world.ts';

let world: World;
afterEach(() => world.stop());

const put = (key: string, body: object) => world.crier.request('PUT', `/v1/routes/${key}`, body);
const statusOf = async (id: string | undefined) =>
  (await world.crier.request('GET', `/v1/deliveries/${id}`)).body.status;

test('with one webhook in .env a category is muted and another pings, over a restart', async () => {
  world = await createWorld((discord) => ({ default: { url: discord.addWebhook({}).url, place: '.env:1' } }));
  expect(await put('processing', { muted: true })).toMatchObject({
    status: 200,
    body: { inherits_from: 'default', destination: { kind: 'discord-webhook' }, provisioned: {} },
  });
  await put('errors', { mention_role: '123456789012345678' });
  await world.restart();
  const [quiet, loud] = await world.crier.post({ type: 'job.done' }, { type: 'error.plugin' });
  await world.until(() => world.discord.messages().length === 1);
  expect(await statusOf(quiet?.deliveries[0]?.id)).toBe('cancelled');
  expect(await statusOf(loud?.deliveries[0]?.id)).toBe('delivered');
  expect(world.discord.messages()[0]?.body).toMatchObject({
    content: expect.stringContaining('<@&123456789012345678>'),
  });
  const { body } = await world.crier.request('GET', '/v1/status');
  expect(body.categories.find(({ category }: { category: string }) => category === 'processing')).toMatchObject({
    route: 'processing',
    muted: true,
  });
});

test('what .env says of a route is its destination, and all else of it can be changed', async () => {
  world = await createWorld((discord) => ({ default: { url: discord.addWebhook({}).url, place: '.env:1' } }));
  const { url: webhook } = world.discord.addWebhook({});
  expect(await put('default', { webhook })).toMatchObject({
    status: 409,
    body: { code: 'provisioned', errors: [{ path: 'webhook', message: 'is set in .env:1' }] },
  });
  expect(await put('default', { muted: true, on_uncertain: 'hold' })).toMatchObject({ status: 200 });
  await world.restart();
  expect((await world.crier.request('GET', '/v1/routes/default')).body).toMatchObject({
    muted: true,
    on_uncertain: 'hold',
    provisioned: { destination: '.env:1' },
  });
});

test('a field that the file names is refused where it would change, with its place, and no other is', async () => {
  world = await createWorld((discord) => ({
    default: discord.addWebhook({}).url,
    errors: { muted: true, place: 'config/crier.yaml:4' },
  }));
  const refused = await world.crier.request('PATCH', '/v1/routes/errors', { muted: false, username: 'Alarm' });
  expect(refused).toMatchObject({
    status: 409,
    body: { errors: [{ path: 'muted', message: 'is set in config/crier.yaml:4' }] },
  });
  expect(await put('errors', { muted: true, username: 'Alarm' })).toMatchObject({
    status: 200,
    body: { username: 'Alarm', provisioned: { muted: 'config/crier.yaml:4' } },
  });
});

test('what waits by an inheriting route follows when the URL that it inherits is another', async () => {
  world = await createWorld((discord) => ({ default: { url: discord.addWebhook({}).url, username: 'Shop' } }));
  await put('transactions', { mention_role: '123456789012345678' });
  await world.discord.down();
  await world.crier.post(...payments(2));
  await world.settle();
  await world.discord.up();
  const fresh = world.discord.addWebhook({});
  await world.restart({ routes: { default: { url: fresh.url, username: 'Shop' } } });
  await world.until(() => playersIn(world.discord, fresh.id).length === 2);
  expect(playersIn(world.discord)).toEqual(['p1', 'p2']);
  for (const { body } of world.discord.messages()) expect(body).toMatchObject({ username: 'Shop' });
});

test('what waits by an inheriting route is without one when the route that led is gone, and mutes with its own', async () => {
  world = await createWorld((discord) => ({ gifting: discord.addWebhook({}).url }));
  await put('transactions', { webhook: world.discord.addWebhook({}).url });
  await put('payment.*', { username: 'Shop' });
  await world.discord.down();
  const [sale] = await world.crier.post(...payments(1));
  const id = sale?.deliveries[0]?.id;
  expect(await statusOf(id)).toBe('pending');
  await world.crier.request('DELETE', '/v1/routes/transactions');
  expect(await statusOf(id)).toBe('unrouted');
  await put('payment.*', { muted: true });
  expect(await statusOf(id)).toBe('cancelled');
});

test('where no route has a destination, what is not muted goes to the preview', async () => {
  world = await createWorld(() => ({}));
  await put('processing', { muted: true });
  const [quiet, sale] = await world.crier.post({ type: 'job.done' }, ...payments(1));
  expect(await statusOf(quiet?.deliveries[0]?.id)).toBe('cancelled');
  await world.settle();
  expect(await statusOf(sale?.deliveries[0]?.id)).toBe('delivered');
});

test('a test of a category without a route goes the way of its events, and names the route', async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook({ name: 'all' }).url }));
  const tested = world.crier.request('POST', '/v1/routes/transactions/test');
  await world.until(() => world.discord.messages().length === 1);
  expect((await tested).body).toMatchObject({
    outcome: 'delivered',
    destination: 'all',
    route: 'default',
    muted: false,
  });
  expect(await world.crier.request('POST', '/v1/routes/eror/test')).toMatchObject({
    status: 400,
    body: { detail: '"eror" is no key of a route. Did you mean "errors"?' },
  });
});
