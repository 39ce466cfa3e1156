import { EmbedBuilder, type ResponseLike, WebhookClient, type WebhookClientOptions } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../helpers/fake-discord.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

let discord: FakeDiscord;
let crier: TestApp;
let url: string;
let client: WebhookClient;

beforeAll(async () => {
  discord = await startFakeDiscord();
  const routes = {
    default: discord.addWebhook({ name: 'Everything' }).url,
    errors: { url: discord.addWebhook({ name: 'Errors' }).url, mentionRole: '200000000000000001' },
  };
  crier = await startTestApp({ apiBase: discord.apiBase, routes });
  ({ url } = (await create('processing', 'Anticheat')).body);
  client = clientOf(url);
});
afterAll(async () => {
  client.destroy();
  await crier.stop();
  await discord.stop();
});

const create = (category: string, name?: string) => crier.request('POST', '/v1/webhooks', { category, name });

/** discord.js takes the newest undici that a process has loaded, which is ours here, and gives it the form of another. */
const makeRequest: NonNullable<NonNullable<WebhookClientOptions['rest']>['makeRequest']> = (address, init) =>
  // The types of two versions of undici differ where their values do not.
  fetch(address, init as unknown as RequestInit) as unknown as Promise<ResponseLike>;

function clientOf(address: string): WebhookClient {
  const [id = '', token = ''] = new URL(address).pathname.split('/').slice(-2);
  return new WebhookClient({ id, token }, { rest: { api: `${crier.url}/api`, version: '10', makeRequest } });
}

async function send(method: string, address: string, body?: unknown, type = 'application/json') {
  const response = await fetch(address, {
    method,
    headers: body === undefined ? {} : { 'content-type': type },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const arrived = (text: string) =>
  discord.messages().find(({ body, deletedAt }) => deletedAt === undefined && JSON.stringify(body).includes(text));
const until = (text: string) => discord.waitFor(() => arrived(text) !== undefined, 5_000);

test('discord.js: a message goes through as it came, is edited, read and deleted', async () => {
  const embed = new EmbedBuilder().setTitle('Speed hack').setDescription('**kai_harbor** in #42').setColor(0xff0000);
  const sent = await client.send({ content: 'Look here', username: 'FiveGuard', embeds: [embed] });
  const message = arrived('Speed hack');
  expect(message?.body).toMatchObject({
    content: 'Look here',
    username: 'FiveGuard',
    embeds: [{ title: 'Speed hack', description: '**kai_harbor** in #42', color: 0xff0000 }],
    allowed_mentions: { parse: [] },
  });
  expect(sent.id).toBe(message?.id);
  await client.editMessage(sent.id, { content: 'Solved' });
  expect(arrived('Solved')?.id).toBe(sent.id);
  expect((await client.fetchMessage(sent.id)).content).toBe('Solved');
  await client.deleteMessage(sent.id);
  expect(arrived('Solved')).toBeUndefined();
});

test("a webhook reads, edits and deletes its own messages only, not another's and none of Crier's", async () => {
  await crier.post({ type: 'payment.completed', player: { name: 'kai_buyer' } });
  await until('kai_buyer');
  const other = clientOf((await create('processing', 'Another')).body.url);
  const theirs = await other.send({ content: 'Of another script' });
  for (const id of [arrived('kai_buyer')?.id ?? '', theirs.id]) {
    const refusal = { status: 404, body: { code: 10_008, message: 'Unknown Message' } };
    expect(await send('PATCH', `${url}/messages/${id}`, { content: 'FORGED' })).toEqual(refusal);
    expect(await send('GET', `${url}/messages/${id}`)).toEqual(refusal);
    expect(await send('DELETE', `${url}/messages/${id}`)).toEqual(refusal);
  }
  expect(arrived('FORGED')).toBeUndefined();
  expect(arrived('kai_buyer')).toBeDefined();
  await other.editMessage(theirs.id, { content: 'Edited by its own' });
  expect(arrived('Edited by its own')?.id).toBe(theirs.id);
  other.destroy();
});

test('a message is edited where it stands, also when its category goes elsewhere by now', async () => {
  const { id, url: address } = (await create('gifting', 'Gifts')).body;
  const sent = await clientOf(address).send({ content: 'A gift' });
  await crier.request('PUT', '/v1/routes/gifting', { webhook: discord.addWebhook({ name: 'Gifts' }).url });
  expect((await send('PATCH', `${address}/messages/${sent.id}`, { content: 'Opened' })).status).toBe(200);
  expect(arrived('Opened')?.id).toBe(sent.id);
  expect((await crier.request('DELETE', `/v1/webhooks/${id}`)).status).toBe(204);
});

test('discord.js: files travel with their bytes', async () => {
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 254, 10, 13]);
  await client.send({ content: 'A picture', files: [{ attachment: bytes, name: 'proof.png' }] });
  expect(arrived('A picture')?.files).toMatchObject([{ name: 'proof.png', size: bytes.length }]);
});

test.each([
  [
    'qb-core and qb-log',
    {
      username: 'QB Logs',
      embeds: [
        {
          title: 'Player joined',
          color: 65280,
          footer: { text: '12/09/2026' },
          description: '**kai** joined',
          author: { name: 'QBCore Logs', icon_url: 'https://example.com/a.png' },
        },
      ],
    },
    'Player joined',
  ],
  [
    'ox_lib style scripts',
    {
      username: 'ox',
      content: null,
      embeds: [
        {
          title: 'swapItems',
          color: '16711680',
          fields: [
            { name: 'Item', value: 'lockpick', inline: true },
            { name: 'Empty', value: '' },
          ],
        },
      ],
    },
    'swapItems',
  ],
  [
    'EssentialsX-Discord style plugins',
    {
      username: 'MiraStone',
      avatar_url: 'https://crafatar.example.com/avatars/9f3c',
      content: '@everyone join <@&200000000000000009> now',
      allowed_mentions: { parse: ['everyone'] },
    },
    'join',
  ],
])('%s: their bodies arrive, mended, and ping nobody', async (_, body, text) => {
  expect(await send('POST', url, body)).toEqual({ status: 204, body: undefined });
  await until(text);
  expect(arrived(text)?.body['allowed_mentions']).toEqual({ parse: [] });
  expect(discord.pings).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test('link buttons go through; what a webhook may not send is left out', async () => {
  const link = { type: 2, style: 5, label: 'Open ticket', url: 'https://example.com/tickets/7' };
  const button = { type: 2, style: 1, label: 'Click', custom_id: 'x' };
  await send('POST', `${url}?wait=true`, {
    content: 'With buttons',
    components: [{ type: 1, components: [link, button] }],
  });
  expect(arrived('With buttons')?.body['components']).toEqual([{ type: 1, components: [link] }]);
});

test('what Discord would refuse is mended: lengths, counts, empty parts', async () => {
  const embeds = Array.from({ length: 14 }, (_, index) => ({ title: `Much ${index}`, description: 'x'.repeat(5_000) }));
  const answer = await send('POST', `${url}?wait=true`, {
    content: 'Too long '.repeat(500),
    username: 'discord',
    embeds,
  });
  expect(answer).toMatchObject({ status: 200, body: { id: expect.stringMatching(/^\d+$/), type: 0 } });
  expect(discord.violations).toEqual([]);
});

test('refusals are Discord’s own', async () => {
  const [id = '', token = ''] = new URL(url).pathname.split('/').slice(-2);
  const base = `${crier.url}/api/webhooks`;
  expect(await send('POST', url, {})).toEqual({
    status: 400,
    body: { message: 'Cannot send an empty message', code: 50_006 },
  });
  expect((await send('POST', url, '{"content":')).body.code).toBe(50_109);
  expect((await send('POST', url, { embeds: { title: 'x' } })).body).toMatchObject({
    code: 50_035,
    errors: { embeds: {} },
  });
  expect(await send('POST', `${base}/${id}/${token}x`, { content: 'x' })).toMatchObject({
    status: 401,
    body: { code: 50_027 },
  });
  expect(await send('POST', `${base}/123456789012345678/${token}`, { content: 'x' })).toMatchObject({
    status: 404,
    body: { code: 10_015 },
  });
  expect((await send('PATCH', `${url}/messages/999999999999999999`, { content: 'x' })).body.code).toBe(10_008);
  expect((await send('PUT', url, { content: 'x' })).status).toBe(405);
});

test('GET answers a webhook object, as plugins test an address', async () => {
  const answer = await send('GET', url);
  expect(answer).toMatchObject({
    status: 200,
    body: { type: 1, name: 'Anticheat', id: expect.stringMatching(/^\d{18,20}$/) },
  });
});

test('the category leads it, the route’s role is pinged, the log knows it, and it can be replayed', async () => {
  const errors = (await create('errors')).body.url;
  await send('POST', `${errors}?wait=true`, { content: '<@&200000000000000001> the shop is down' });
  expect(arrived('the shop is down')?.body['allowed_mentions']).toEqual({ parse: [], roles: ['200000000000000001'] });
  const { body } = await crier.request('GET', '/v1/deliveries?category=errors');
  expect(body.data[0]).toMatchObject({ status: 'delivered', event: { type: 'message.posted' } });
  expect(JSON.stringify(body)).not.toContain('relayed');
  const before = discord.messages().length;
  await crier.request('POST', `/v1/deliveries/${body.data[0].id}/replay`);
  await discord.waitFor(() => discord.messages().length > before, 5_000);
});

test('/slack and /github take what those senders send', async () => {
  expect(
    (await send('POST', `${url}/slack`, { text: 'Backup *done* <https://example.com|here>' }).catch((error) => error))
      .message ?? '',
  ).toContain('JSON');
  await until('Backup done');
  const push = {
    ref: 'refs/heads/main',
    commits: [{ id: '4e7a1b2c', message: 'Fix it' }],
    repository: { full_name: 'frostvale/survival' },
    sender: { login: 'mira' },
  };
  const response = await fetch(`${url}/github`, {
    method: 'POST',
    headers: { 'x-github-event': 'push', 'content-type': 'application/json' },
    body: JSON.stringify(push),
  });
  expect(response.status).toBe(204);
  await until('1 commit to main');
});

test('a thread that the sender names is kept; a deleted webhook is unknown', async () => {
  const made = (await create('loyalty', 'Thread')).body;
  await send('POST', `${made.url}?wait=true&thread_id=300000000000000077`, { content: 'into the thread' });
  expect(arrived('into the thread')?.threadId).toBe('300000000000000077');
  const listed = await crier.request('GET', '/v1/webhooks');
  expect(JSON.stringify(listed.body)).not.toContain(made.url.split('/').at(-1));
  await crier.request('DELETE', `/v1/webhooks/${made.id}`);
  expect((await send('POST', made.url, { content: 'x' })).body.code).toBe(10_015);
});

test('it works after a restart, and while Discord is down nothing is lost', async () => {
  discord.down();
  expect((await send('POST', url, { content: 'while it is down' })).status).toBe(204);
  const { dir } = crier;
  await crier.app.stop();
  discord.up();
  crier = await startTestApp({ dir, apiBase: discord.apiBase, routes: { default: discord.addWebhook().url } });
  const moved = url.replace(/^http:\/\/[^/]+/, crier.url);
  expect((await send('POST', moved, { content: 'after the restart' })).status).toBe(204);
  await until('after the restart');
});
