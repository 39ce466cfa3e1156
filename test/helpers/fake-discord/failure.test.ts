import { expect, test } from 'vitest';
import { failure } from '../fake-discord.ts';
import { call, json, noLimits, post, quiet, start, userAgent, v10 } from './_client.ts';

const good = { content: 'x', username: 'Shop', ...quiet };

test.each([
  ['unknownWebhook', failure.unknownWebhook, 404, { code: 10015 }],
  ['invalidToken', failure.invalidToken, 401, { code: 50027 }],
  ['threadGone', failure.threadGone, 404, { code: 10003 }],
  ['refuseWithoutPath', failure.refuseWithoutPath, 400, { code: 50035, message: 'Invalid Form Body' }],
  [
    'refuse',
    failure.refuse('embeds[3].title', 'BASE_TYPE_MAX_LENGTH', 'Too long'),
    400,
    {
      code: 50035,
      errors: { embeds: { 3: { title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Too long' }] } } } },
    },
  ],
  [
    'usernameRefused',
    failure.usernameRefused,
    400,
    { code: 50035, errors: { username: { _errors: [{ code: 'USERNAME_INVALID_CONTAINS' }] } } },
  ],
  ['shared429', failure.shared429(7), 429, { retry_after: 7, global: false }],
])('%s is answered by the API, once, with the headers of the window', async (_name, failing, status, body) => {
  const { discord, webhook } = await start();
  const rule = discord.fail({ with: failing, times: 1 });
  const answer = await post(webhook, good);
  expect(answer).toMatchObject({ status, body });
  expect(answer.headers.get('x-ratelimit-remaining')).toBe('4');
  expect(discord.messages()).toEqual([]);
  expect((await post(webhook, good)).status).toBe(200);
  expect(rule.used).toBe(1);
});

test.each([
  ['cloudflare1015', failure.cloudflare1015(66271), '66271', 'text/plain; charset=UTF-8', 'error code: 1015'],
  ['cloudflare1015 without a time', failure.cloudflare1015(), null, 'text/plain; charset=UTF-8', 'error code: 1015'],
  ['cloudflareJson', failure.cloudflareJson, null, 'application/json', { code: 0 }],
  ['global429', failure.global429(3.2), '4', 'application/json', { retry_after: 3.2, global: true }],
])('%s has no window', async (_name, failing, retryAfter, type, body) => {
  const { discord, webhook } = await start();
  discord.fail({ with: failing });
  const { status, headers, body: answered } = await post(webhook, good);
  expect(status).toBe(429);
  expect(headers.get('retry-after')).toBe(retryAfter);
  expect(headers.get('content-type')).toBe(type);
  expect(headers.has('x-ratelimit-limit')).toBe(false);
  expect({ answered }).toMatchObject({ answered: body });
  expect(
    discord.rateLimited[failing === failure.cloudflareJson || type !== 'application/json' ? 'cloudflare' : 'global'],
  ).toBe(1);
  discord.clearFailures();
  expect((await post(webhook, good)).headers.get('x-ratelimit-remaining')).toBe('4');
});

test('server errors are pages, literal answers literal', async () => {
  const { discord, webhook } = await start();
  discord.fail({ with: failure.serverError(502), times: 1 });
  discord.fail({ with: failure.answer({ status: 418, headers: { 'X-Tea': 'yes' }, body: 'no coffee' }), times: 1 });
  const page = await post(webhook, good);
  expect(page).toMatchObject({ status: 502, body: expect.stringContaining('<title>502</title>') });
  expect(page.headers.get('content-type')).toBe('text/html');
  const literal = await post(webhook, good);
  expect(literal).toMatchObject({ status: 418 });
  expect(literal.headers.get('x-tea')).toBe('yes');
});

test('a failure may be for one webhook, one method or some bodies', async () => {
  const { discord, webhook } = await start(noLimits);
  const other = discord.addWebhook();
  const rule = discord.fail({
    webhook: webhook.id,
    method: 'POST',
    when: (body) => body['content'] === 'bad',
    with: failure.serverError(500),
  });
  expect((await post(webhook, { content: 'bad' })).status).toBe(500);
  expect((await post(webhook, { content: 'good' })).status).toBe(200);
  expect((await post(other, { content: 'bad' })).status).toBe(200);
  expect((await call(v10(webhook.url))).status).toBe(200);
  rule.clear();
  expect((await post(webhook, { content: 'bad' })).status).toBe(200);
});

test('a refused name does no harm to messages without one', async () => {
  const { discord, webhook } = await start();
  discord.fail({ with: failure.usernameRefused });
  expect((await post(webhook, good)).status).toBe(400);
  expect((await post(webhook, { content: 'x' })).status).toBe(200);
});

test.each([
  ['cutBefore', failure.cutBefore, 0],
  ['down', failure.down, 0],
  ['cutAfter', failure.cutAfter, 1],
  ['cutMidBody', failure.cutMidBody, 1],
])('%s leaves the client without an answer', async (_name, failing, saved) => {
  const { discord, webhook } = await start();
  discord.fail({ with: failing, times: 1 });
  await expect(post(webhook, good)).rejects.toThrow();
  await discord.waitFor(() => discord.requests.length === 1 && discord.inFlight === 0);
  expect(discord.messages()).toHaveLength(saved);
  expect(discord.requests).toMatchObject([{ status: undefined, wasRecorded: saved === 1 }]);
  expect((await post(webhook, good)).status).toBe(200);
});

test('half a body arrives with the head of the whole', async () => {
  const { discord, webhook } = await start();
  discord.fail({ with: failure.cutMidBody });
  const init = { method: 'POST', headers: { ...userAgent, ...json }, body: JSON.stringify(good) };
  const response = await fetch(`${v10(webhook.url)}?wait=true`, init);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test('a cut may depend on the body', async () => {
  const { discord, webhook } = await start();
  discord.fail({ with: failure.cutBefore, when: (body) => body['content'] === 'bad' });
  await expect(post(webhook, { content: 'bad' })).rejects.toThrow();
  expect((await post(webhook, { content: 'good' })).status).toBe(200);
  expect(discord.messages()).toMatchObject([{ body: { content: 'good' } }]);
});

test('a slow answer comes when the clock says so, the message is there at once', async () => {
  const { discord, webhook, clock } = await start();
  discord.fail({ with: failure.slow(5000), times: 1 });
  const answer = post(webhook, good);
  await discord.waitFor(() => discord.messages().length === 1 && clock.pending === 1);
  expect(discord.inFlight).toBe(1);
  expect(discord.requests).toEqual([]);
  expect(clock.nextTimer()).toBe(5000);
  clock.advance(5000);
  expect((await answer).status).toBe(200);
  expect(discord.requests).toMatchObject([{ status: 200, wasRecorded: true }]);
});

test('a hanging request ends with the server', async () => {
  const { discord, webhook } = await start();
  discord.fail({ with: failure.hang });
  const answer = expect(post(webhook, good)).rejects.toThrow();
  await discord.waitFor(() => discord.requests.length === 1);
  expect(discord.inFlight).toBe(1);
  await discord.stop();
  await answer;
  expect(discord.messages()).toEqual([]);
});

test('down refuses connections, up listens on the same port', async () => {
  const { discord, webhook } = await start();
  await post(webhook, good);
  const { origin } = discord;
  await discord.down();
  await expect(post(webhook, good)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  await discord.up();
  expect(discord.origin).toBe(origin);
  expect((await post(webhook, good)).status).toBe(200);
});
