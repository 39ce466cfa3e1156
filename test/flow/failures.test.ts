import { afterEach, describe, expect, test } from 'vitest';
import { failure } from '../helpers/fake-discord.ts';
import { needsOf } from '../helpers/needs-of.ts';
import { createWorld, payments, playersIn, type World } from './_world.ts';

const hour = 3_600_000;
let world: World;
afterEach(() => world.stop());

const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index + 1}`);

async function statuses(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const { body } = await world.crier.request('GET', '/v1/deliveries?limit=200');
  for (const { status } of body.data) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function attemptsOf(eventId: string | undefined) {
  const { body } = await world.crier.request('GET', `/v1/events/${eventId}`);
  return body.deliveries[0].attempts.map((attempt: { outcome: string }) => attempt.outcome);
}

async function oneWebhook() {
  world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }));
}

test('Discord down for an hour costs time and nothing else', async () => {
  await oneWebhook();
  await world.discord.down();
  await world.crier.post(...payments(25));
  await world.until(() => world.clock.monotonic() > hour);
  await world.discord.up();
  await world.until(() => playersIn(world.discord).length === 25);
  expect(playersIn(world.discord)).toEqual(names(25));
  expect(await statuses()).toEqual({ delivered: 25 });
});

test('an answer of 5xx is tried again, and the wait grows', async () => {
  await oneWebhook();
  world.discord.fail({ method: 'POST', times: 4, with: failure.serverError(502) });
  const [accepted] = await world.crier.post(...payments(1));
  const took = await world.until(() => playersIn(world.discord).length === 1);
  expect(await attemptsOf(accepted?.id)).toEqual(['retry', 'retry', 'retry', 'retry', 'delivered']);
  // Full jitter with a random of 0.5: 0.5 + 1 + 2 + 4 s.
  expect(took).toBe(7_500);
});

test('after 24 hours a delivery becomes a dead letter, and a replay brings it back', async () => {
  await oneWebhook();
  const rule = world.discord.fail({ method: 'POST', with: failure.serverError() });
  const [accepted] = await world.crier.post(...payments(1));
  const delivery = accepted?.deliveries[0]?.id;
  await world.until(() => world.clock.monotonic() > 25 * hour).catch(() => {});
  expect(await statuses()).toEqual({ failed: 1 });
  const shown = await world.crier.request('GET', `/v1/deliveries/${delivery}`);
  expect(shown.body.reason).toMatch(/^given up after \d+ attempts: /);
  expect(Date.parse(shown.body.settled_at) - Date.parse(shown.body.created_at)).toBeGreaterThanOrEqual(24 * hour);
  rule.clear();
  const replay = await world.crier.request('POST', `/v1/deliveries/${delivery}/replay`);
  expect(replay.status).toBe(202);
  await world.until(() => playersIn(world.discord).length === 1);
  expect(await statuses()).toEqual({ delivered: 1 });
});

test('a deleted webhook is called once, its events wait, the default is told once, and a new URL lets them flow', async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook({ name: 'all' }).url }));
  const old = world.discord.addWebhook({ name: 'sales' });
  await world.crier.request('PUT', '/v1/routes/transactions', { webhook: old.url });
  world.discord.deleteWebhook(old.id);
  await world.crier.post(...payments(12));
  await world.until(() => world.discord.messages().length === 1);
  await world.crier.post(...payments(3, 13));
  await world.settle();
  expect(world.discord.count({ method: 'POST', webhookId: old.id })).toBe(1);
  expect(world.discord.messages()).toHaveLength(1);
  expect(JSON.stringify(world.discord.messages()[0]?.body)).toContain('deleted');
  const status = await world.crier.request('GET', '/v1/status');
  expect(status.body.state).toBe('broken');
  expect(needsOf(status.body)).toMatch(/the webhook was deleted in Discord.*15 waiting/);

  const fresh = world.discord.addWebhook({ name: 'sales again' });
  const set = await world.crier.request('PUT', '/v1/routes/transactions', { webhook: fresh.url });
  expect(set.body.destination.name).toBe('sales again');
  await world.until(() => playersIn(world.discord, fresh.id).length === 15);
  expect(playersIn(world.discord, fresh.id)).toEqual(names(15));
  expect((await world.crier.request('GET', '/v1/status')).body.state).toBe('ok');
});

test('a wrong token stops the lane as well', async () => {
  await oneWebhook();
  const rule = world.discord.fail({ method: 'POST', with: failure.invalidToken });
  await world.crier.post(...payments(2));
  await world.settle();
  expect(rule.used).toBe(1);
  expect(await statuses()).toEqual({ pending: 2 });
});

test.each([
  [
    'named by its path',
    failure.refuse('embeds[3].title', 'BASE_TYPE_BAD_LENGTH', 'Must be 256 or fewer in length.'),
    1,
  ],
  ['not named', failure.refuseWithoutPath, 5],
])('a poisoned event in a pack, %s, becomes a dead letter and the rest arrives in order', async (_, refusal, most) => {
  await oneWebhook();
  world.discord.fail({
    method: 'POST',
    when: (body) => JSON.stringify(body).includes('"p4"'),
    with: refusal,
  });
  const rule = world.discord.fail({ method: 'POST', times: 1, with: failure.serverError() });
  await world.crier.post(...payments(10));
  await world.until(() => playersIn(world.discord).length === 9);
  expect(rule.used).toBe(1);
  expect(playersIn(world.discord)).toEqual(names(10).filter((name) => name !== 'p4'));
  expect(await statuses()).toEqual({ delivered: 9, failed: 1 });
  expect(world.discord.count({ status: 400 })).toBeLessThanOrEqual(most);
});

test('a global 429 is waited out by every lane, without spending an attempt', async () => {
  world = await createWorld((discord) => ({
    default: discord.addWebhook({}).url,
    errors: discord.addWebhook({}).url,
  }));
  world.discord.fail({ method: 'POST', times: 1, with: failure.global429(20) });
  const [accepted] = await world.crier.post(...payments(1));
  await world.settle();
  await world.crier.post({ type: 'error.plugin' });
  await world.settle();
  expect(world.discord.messages()).toHaveLength(0);
  const took = await world.until(() => world.discord.messages().length === 2);
  expect(took).toBeGreaterThanOrEqual(20_000);
  const { body } = await world.crier.request('GET', `/v1/events/${accepted?.id}`);
  expect(body.deliveries[0]).toMatchObject({ attempts_made: 1, status: 'delivered' });
  expect(await attemptsOf(accepted?.id)).toEqual(['rate_limited', 'delivered']);
});

test('a shared 429 closes the channel for all its webhooks, and no other', async () => {
  world = await createWorld((discord) => ({
    transactions: discord.addWebhook({ channelId: '300000000000000001' }).url,
    gifting: discord.addWebhook({ channelId: '300000000000000001' }).url,
    errors: discord.addWebhook({ channelId: '300000000000000002' }).url,
  }));
  world.discord.fail({ method: 'POST', times: 1, with: failure.shared429(40) });
  await world.crier.post({ type: 'payment.completed', player: { name: 'first' } });
  await world.settle();
  await world.crier.post(
    { type: 'gift.sent', player: { name: 'second' } },
    { type: 'error.plugin', player: { name: 'other' } },
  );
  await world.settle();
  expect(world.discord.messages()).toHaveLength(1);
  const took = await world.until(() => world.discord.messages().length === 3);
  expect(took).toBeGreaterThanOrEqual(40_000);
  const status = await world.crier.request('GET', '/v1/status');
  expect(status.body.state).toBe('ok');
});

test.each([
  ['error 1015 with a time', failure.cloudflare1015(600), 600_000],
  ['error 1015 without a time', failure.cloudflare1015(), 300_000],
  ['the older JSON', failure.cloudflareJson, 300_000],
])('a block by Cloudflare, %s, stops everything and status says so', async (_, block, waitMs) => {
  world = await createWorld((discord) => ({
    default: discord.addWebhook({}).url,
    errors: discord.addWebhook({}).url,
  }));
  world.discord.fail({ method: 'POST', times: 1, with: block });
  await world.crier.post(...payments(1));
  await world.settle();
  await world.crier.post({ type: 'error.plugin' });
  await world.settle();
  const status = await world.crier.request('GET', '/v1/status');
  expect(needsOf(status.body)).toContain("this server's IP address");
  const took = await world.until(() => world.discord.messages().length === 2);
  expect(took).toBeGreaterThanOrEqual(waitMs);
  expect(took).toBeLessThan(waitMs + 2_000);
});

test('a refused username is dropped and the message sent without it', async () => {
  world = await createWorld((discord) => ({
    default: { url: discord.addWebhook({}).url, rule: { username: 'Frostvale Shop' } },
  }));
  world.discord.fail({
    method: 'POST',
    when: (body) => (body as { username?: string }).username !== undefined,
    with: failure.usernameRefused,
  });
  const [accepted] = await world.crier.post(...payments(1));
  await world.until(() => world.discord.messages().length === 1);
  expect(world.discord.messages()[0]?.body).not.toHaveProperty('username');
  expect(await attemptsOf(accepted?.id)).toEqual(['amend', 'delivered']);
  await world.crier.post(...payments(1, 2));
  await world.until(() => world.discord.messages().length === 2);
  expect(world.discord.count({ status: 400 })).toBe(1);
});

test('a connection that breaks after Discord took the message repeats that one message and no other', async () => {
  await oneWebhook();
  world.discord.fail({ method: 'POST', times: 1, with: failure.cutAfter });
  const [accepted] = await world.crier.post(...payments(1));
  await world.settle();
  await world.crier.post(...payments(4, 2));
  await world.until(() => new Set(playersIn(world.discord)).size === 5);
  expect(await attemptsOf(accepted?.id)).toEqual(['uncertain', 'delivered']);
  expect(playersIn(world.discord).filter((name) => name === 'p1')).toHaveLength(2);
  expect(playersIn(world.discord)).toHaveLength(6);
});

test('an answer that breaks off in its body was a success', async () => {
  await oneWebhook();
  world.discord.fail({ method: 'POST', times: 1, with: failure.cutMidBody });
  await world.crier.post(...payments(1));
  await world.until(() => true);
  expect(await statuses()).toEqual({ delivered: 1 });
  expect(world.discord.messages()).toHaveLength(1);
});

test('with on_uncertain: hold nothing is sent twice; a person decides', async () => {
  world = await createWorld((discord) => ({
    default: { url: discord.addWebhook({}).url, policy: { onUncertain: 'hold' } },
  }));
  world.discord.fail({ method: 'POST', times: 1, with: failure.cutAfter });
  await world.crier.post(...payments(1));
  await world.settle();
  await world.crier.post(...payments(2, 2));
  await world.until(() => playersIn(world.discord).length === 3);
  expect(await statuses()).toEqual({ delivered: 2, held: 1 });
  const { body } = await world.crier.request('GET', '/v1/deliveries?status=held');
  expect(body.data[0].reason).toMatch(/^it may have arrived/);
  const bulk = await world.crier.request('POST', '/v1/deliveries/replay', { dry_run: true });
  expect(bulk.body).toMatchObject({ matched: 0 });
  const status = await world.crier.request('GET', '/v1/status');
  expect(status.body.destinations[0]).toMatchObject({ failed: 0, held: 1, health: 'attention' });
  expect(needsOf(status.body)).toContain('1 delivery is held: sent without an answer, so that it may have arrived');
  expect(await world.crier.request('POST', `/v1/deliveries/${body.data[0].id}/replay`)).toMatchObject({ status: 202 });
  await world.until(() => playersIn(world.discord).length === 4);
  expect(await statuses()).toEqual({ delivered: 3 });
});

test('a connection that breaks before Discord answered is tried again', async () => {
  await oneWebhook();
  world.discord.fail({ method: 'POST', times: 1, with: failure.cutBefore });
  await world.crier.post(...payments(1));
  await world.until(() => world.discord.messages().length === 1);
  expect(await statuses()).toEqual({ delivered: 1 });
});

test('a slow webhook delays no other, and 10 s without an answer count as uncertain', async () => {
  world = await createWorld((discord) => ({
    default: discord.addWebhook({ name: 'fast' }).url,
    errors: discord.addWebhook({ name: 'slow' }).url,
  }));
  const slow = world.crier.app.deps.registries.routes.find('main', 'errors');
  const id = slow && world.crier.app.deps.registries.destinations.find(slow.destination ?? '')?.settings['id'];
  world.discord.fail({ method: 'POST', webhook: String(id), times: 1, with: failure.hang });
  const [accepted] = await world.crier.post({ type: 'error.plugin' });
  await world.crier.post(...payments(3));
  // Written down too: the clock must not run out on an answer that is still being read.
  await expect.poll(statuses, { timeout: 30_000 }).toEqual({ delivered: 3, pending: 1 });
  await world.discord.waitFor(() => playersIn(world.discord).length === 3 && world.discord.inFlight === 1);
  world.clock.advance(10_000);
  await world.until(() => playersIn(world.discord).length === 4);
  expect(await attemptsOf(accepted?.id)).toEqual(['uncertain', 'delivered']);
});

test.each([
  ['an hour back', -hour],
  ['a day ahead', 24 * hour],
])('a clock that jumps %s loses nothing, gives up nothing and trips no limit', async (_, jump) => {
  await oneWebhook();
  world.discord.fail({ method: 'POST', times: 2, with: failure.serverError() });
  await world.crier.post(...payments(40));
  await world.settle();
  world.clock.jump(jump);
  const took = await world.until(() => playersIn(world.discord).length === 40);
  expect(took).toBeLessThan(60_000);
  expect(await statuses()).toEqual({ delivered: 40 });
  expect(world.discord.count({ status: 429 })).toBe(0);
});

test('the thread in a webhook URL is kept', async () => {
  world = await createWorld((discord) => ({ default: `${discord.addWebhook({}).url}?thread_id=123456789012345678` }));
  await world.crier.post(...payments(1));
  await world.until(() => world.discord.messages().length === 1);
  expect(world.discord.messages()[0]?.threadId).toBe('123456789012345678');
});

test('a thread that is gone stops its lane and leaves the webhook alone', async () => {
  world = await createWorld((discord) => {
    const { url } = discord.addWebhook({});
    return { errors: `${url}?thread_id=123456789012345678`, default: url };
  });
  world.discord.fail({ method: 'POST', times: 1, with: failure.threadGone });
  await world.crier.post({ type: 'error.plugin' });
  await world.until(() => world.discord.messages().length === 1);
  expect(JSON.stringify(world.discord.messages()[0]?.body)).toContain('thread');
  expect(await statuses()).toEqual({ delivered: 1, pending: 1 });
});

test('an outage of the answers 403 slows down far below the ban', async () => {
  await oneWebhook();
  world.discord.fail({
    method: 'POST',
    with: failure.answer({ status: 403, body: '{"code":40333,"message":"internal network error"}' }),
  });
  await world.crier.post(...payments(1));
  await world.until(() => world.clock.monotonic() > hour);
  expect(world.discord.invalidRequests).toBeLessThan(20);
});

test('a page that is not of Discord is no proof that the message arrived', async () => {
  await oneWebhook();
  const page = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Please log in</html>' };
  world.discord.fail({ method: 'POST', times: 2, with: failure.answer(page) });
  const [accepted] = await world.crier.post(...payments(1));
  await world.until(() => playersIn(world.discord).length === 1);
  expect(await attemptsOf(accepted?.id)).toEqual(['uncertain', 'uncertain', 'delivered']);
});

test('a proxy that refuses everything with a page breaks no destination and makes no dead letter', async () => {
  await oneWebhook();
  for (const status of [401, 400, 407, 405]) {
    const page = {
      status,
      headers: { 'Content-Type': 'text/html' },
      body: '<html>Proxy authentication required</html>',
    };
    world.discord.fail({ method: 'POST', times: 1, with: failure.answer(page) });
  }
  const [accepted] = await world.crier.post(...payments(1));
  await world.until(() => playersIn(world.discord).length === 1);
  expect(await attemptsOf(accepted?.id)).toEqual(['retry', 'retry', 'retry', 'retry', 'delivered']);
});

test('an answer without the message is no proof that it arrived', async () => {
  await oneWebhook();
  for (const reply of [{ status: 204 }, { status: 200, body: { ok: true } }])
    world.discord.fail({ method: 'POST', times: 1, with: failure.answer(reply) });
  const [accepted] = await world.crier.post(...payments(1));
  await world.until(() => playersIn(world.discord).length === 1);
  expect(await attemptsOf(accepted?.id)).toEqual(['uncertain', 'uncertain', 'delivered']);
});

test('a wait of 2^64 ms is waited out for a quarter of an hour, and everything can be read meanwhile', async () => {
  await oneWebhook();
  const body = JSON.stringify({ message: 'You are being rate limited.', retry_after: 2 ** 64 / 1e6, global: true });
  const reply = { status: 429, headers: { 'Content-Type': 'application/json' }, body };
  world.discord.fail({ method: 'POST', times: 1, with: failure.answer(reply) });
  await world.crier.post(...payments(1));
  await world.settle();
  expect(await statuses()).toEqual({ pending: 1 });
  const took = await world.until(() => playersIn(world.discord).length === 1);
  expect(took).toBeLessThanOrEqual(16 * 60_000);
});

describe('a drop-in message that chooses its place', () => {
  async function relay(address: string, content: string, query = '', more: object = {}): Promise<number> {
    const body = JSON.stringify({ content, ...more });
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${address}${query}`, { method: 'POST', headers, body })).status;
  }

  async function dropIn(): Promise<string> {
    const { body } = await world.crier.request('POST', '/v1/webhooks', { category: 'errors', name: 'scripts' });
    return `${world.crier.url}${new URL(body.url).pathname}`;
  }

  const contents = () => world.discord.messages().map(({ body }) => body['content']);

  test('fails by itself where its thread is gone, and the others go on', async () => {
    await oneWebhook();
    const address = await dropIn();
    world.discord.fail({ method: 'POST', times: 1, with: failure.threadGone });
    await relay(address, 'Lost', '?thread_id=1234567890123456789');
    await relay(address, 'Found');
    await world.until(() => contents().includes('Found'));
    expect(await statuses()).toEqual({ failed: 1, delivered: 1 });
    const { body } = await world.crier.request('GET', '/v1/status');
    expect(body.destinations[0].state).toBe('active');
  });

  test('fails by itself where a forum wants a thread that it does not name, and the others go on', async () => {
    await oneWebhook();
    const address = await dropIn();
    const noThread = { status: 400, body: { code: 220_001, message: 'Webhooks posted to forum channels must …' } };
    world.discord.fail({ method: 'POST', times: 1, with: failure.answer(noThread) });
    await relay(address, 'Nowhere');
    await relay(address, 'Somewhere');
    await world.until(() => contents().includes('Somewhere'));
    expect(await statuses()).toEqual({ failed: 1, delivered: 1 });
  });

  test('opens a post in a forum', async () => {
    world = await createWorld((discord) => ({ default: discord.addWebhook({ forum: true }).url }));
    await relay(await dropIn(), 'New report', '', { thread_name: 'Report 17', applied_tags: ['1234567890123456789'] });
    await world.until(() => contents().includes('New report'));
    expect(await statuses()).toEqual({ delivered: 1 });
  });

  test('goes without the name of a thread into a channel that is no forum', async () => {
    await oneWebhook();
    await relay(await dropIn(), 'New report', '', { thread_name: 'Report 17' });
    await world.until(() => contents().includes('New report'));
    expect(await statuses()).toEqual({ delivered: 1 });
  });
});
