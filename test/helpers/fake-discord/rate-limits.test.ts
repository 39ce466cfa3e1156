import { expect, test } from 'vitest';
import { call, noLimits, post, start, v10 } from './_client.ts';

test('every answer tells the window, which opens again at its end', async () => {
  const { discord, webhook, clock } = await start();
  const first = await post(webhook, { content: 'x' });
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '4',
    'x-ratelimit-reset': '1767225602.000',
    'x-ratelimit-reset-after': '2.000',
    'x-ratelimit-bucket': expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  clock.advance(700);
  // What is refused counts too.
  for (let n = 0; n < 4; n += 1) expect((await post(webhook, {})).status).toBe(400);
  const limited = await post(webhook, { content: 'x' });
  expect(limited).toMatchObject({
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: 1.3, global: false },
  });
  expect(Object.fromEntries(limited.headers)).toMatchObject({
    'x-ratelimit-scope': 'user',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset-after': '1.300',
    'retry-after': '2',
  });
  expect(discord.rateLimited).toEqual({ user: 1, shared: 0, global: 0, cloudflare: 0 });
  expect(discord.invalidRequests).toBe(1);
  clock.advance(1299);
  expect((await post(webhook, { content: 'x' })).status).toBe(429);
  clock.advance(1);
  expect((await post(webhook, { content: 'x' })).status).toBe(200);
});

test('webhooks share the name of a bucket and not its window; routes have windows of their own', async () => {
  const { discord, webhook } = await start({ webhookLimit: { count: 1, windowMs: 1000 } });
  const other = discord.addWebhook();
  const [a, b, c] = [
    await post(webhook, { content: 'x' }),
    await post(other, { content: 'x' }),
    await call(v10(webhook.url)),
  ];
  expect([a.status, b.status, c.status]).toEqual([200, 200, 200]);
  expect(a.headers.get('x-ratelimit-bucket')).toBe(b.headers.get('x-ratelimit-bucket'));
  expect(a.headers.get('x-ratelimit-bucket')).not.toBe(c.headers.get('x-ratelimit-bucket'));
});

test('a wall clock that jumps changes no window', async () => {
  const { webhook, clock } = await start({ webhookLimit: { count: 1, windowMs: 1000 } });
  await post(webhook, { content: 'x' });
  clock.jump(3_600_000);
  expect(await post(webhook, { content: 'x' })).toMatchObject({ status: 429, body: { retry_after: 1 } });
});

test('a channel lets so many through, over all its webhooks, and does not say so before', async () => {
  const { discord, webhook, clock } = await start({ channelLimit: { count: 2, windowMs: 60_000 } });
  const neighbour = discord.addWebhook({ channelId: webhook.channelId });
  const elsewhere = discord.addWebhook();
  await post(webhook, { content: 'x' });
  clock.advance(20_000);
  await post(neighbour, { content: 'x' });
  const limited = await post(neighbour, { content: 'x' });
  expect(limited).toMatchObject({
    status: 429,
    body: { message: 'The resource is being rate limited.', retry_after: 40, global: false },
  });
  expect(Object.fromEntries(limited.headers)).toMatchObject({
    'x-ratelimit-scope': 'shared',
    'retry-after': '40',
    'x-ratelimit-remaining': '3',
    'x-ratelimit-reset-after': '2.000',
  });
  expect((await post(elsewhere, { content: 'x' })).status).toBe(200);
  expect((await call(v10(webhook.url))).status).toBe(200);
  expect(discord.rateLimited.shared).toBe(1);
  expect(discord.invalidRequests).toBe(0);
  clock.advance(40_000);
  expect((await post(webhook, { content: 'x' })).status).toBe(200);
  expect((await post(webhook, { content: 'x' })).body.retry_after).toBe(20);
});

test('the global limit is for everybody', async () => {
  const { discord, webhook, clock } = await start({ globalLimit: { count: 2, windowMs: 1000 } });
  const other = discord.addWebhook();
  await post(webhook, { content: 'x' });
  await call(v10(webhook.url));
  clock.advance(250);
  const limited = await post(other, { content: 'x' });
  expect(limited).toMatchObject({ status: 429, body: { retry_after: 0.75, global: true } });
  const headers = Object.fromEntries(limited.headers);
  expect(headers).toMatchObject({ 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global', 'retry-after': '1' });
  expect(headers).not.toHaveProperty('x-ratelimit-limit');
  clock.advance(750);
  expect((await post(other, { content: 'x' })).status).toBe(200);
});

test('limits can be switched off, and the headers with them', async () => {
  const { webhook } = await start(noLimits);
  const answers = await Promise.all(Array.from({ length: 60 }, () => post(webhook, { content: 'x' })));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(answers[0]?.headers.has('x-ratelimit-limit')).toBe(false);
});
