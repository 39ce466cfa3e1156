import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../flow/_world.ts';

// Events whose category neither their sender nor their type tells.

let world: World;
beforeAll(async () => {
  world = await createWorld((discord) => ({
    default: discord.addWebhook({ name: 'all' }).url,
    processing: discord.addWebhook({ name: 'work' }).url,
  }));
});
afterAll(() => world.stop());

const ask = (method: string, path: string, body?: unknown) => world.crier.request(method, path, body);

test('only the type is required: such an event goes by the default route, and its message tells the words of its type', async () => {
  const [accepted] = await world.crier.post({ type: 'quest.lost_lighthouse_finished' });
  await world.until(() => world.discord.messages().length > 0);
  const { body } = await ask('GET', `/v1/events/${accepted?.id}`);
  expect(body).toMatchObject({ category: 'other', severity: 'info', deliveries: [{ destination_name: 'all' }] });
  expect(JSON.stringify(world.discord.messages())).toContain('Quest lost lighthouse finished');
});

test('the log, the figures and the overview know the category', async () => {
  await world.crier.post({ type: 'job.started' });
  const { body: log } = await ask('GET', '/v1/deliveries?category=other');
  expect(log.data.map(({ event }: { event: { type: string } }) => event.type)).toEqual([
    'quest.lost_lighthouse_finished',
  ]);
  world.clock.advance(1_000);
  const { body: stats } = await ask('GET', '/v1/stats');
  expect(stats.categories).toContainEqual({ category: 'other', count: 1 });
  const { body: status } = await ask('GET', '/v1/status');
  expect(status.categories).toContainEqual(
    expect.objectContaining({ category: 'other', route: 'default', last_day: 1 }),
  );
  const { body: metrics } = await ask('GET', '/metrics');
  expect(metrics).toContain('crier_events_accepted_total{store="main",category="other"} 1');
});

test('nobody gives it a route, posts it, or limits a key to it', async () => {
  const route = await ask('PUT', '/v1/routes/other', { muted: true });
  expect(route).toMatchObject({ status: 400, body: { detail: expect.stringContaining('default') } });
  const posted = await ask('POST', '/v1/events', { type: 'quest.finished', category: 'other' });
  expect(posted.body.errors[0].message).toBe(
    'expected one of transactions, errors, processing, gifting, loyalty, subscriptions, subscribe, unsubscribe',
  );
  expect((await ask('POST', '/v1/keys', { name: 'k', categories: ['other'] })).status).toBe(400);
  const { body: key } = await ask('POST', '/v1/keys', { name: 'k', categories: ['processing'] });
  const limited = await world.crier.request(
    'POST',
    '/v1/events',
    { type: 'quest.finished' },
    { authorization: `Bearer ${key.secret}` },
  );
  expect(limited).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});

test('an integer that no floating-point number holds is answered to the digit', async () => {
  const sent = '{"type":"quest.finished","data":{"id":12345678901234567890,"list":[9007199254740993]}}';
  const { body } = await world.crier.request('POST', '/v1/events', sent);
  const answer = await fetch(`${world.crier.url}/v1/events/${body.id}`, {
    headers: { authorization: `Bearer ${world.crier.key}` },
  });
  const text = await answer.text();
  expect(text).toContain('12345678901234567890');
  expect(text).toContain('9007199254740993');
});
