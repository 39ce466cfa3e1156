import { afterEach, expect, test } from 'vitest';
import type { FakeGuild } from '../helpers/fake-discord/bot/guild.ts';
import { type FakeDiscord, failure, startFakeDiscord } from '../helpers/fake-discord.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

// PUT /v1/routes/{key} with a channel.

let discord: FakeDiscord;
let guild: FakeGuild;
let crier: TestApp;
afterEach(async () => {
  await crier.stop();
  await discord.stop();
});

async function start({ hasBot = true, isLinked = false } = {}): Promise<void> {
  discord = await startFakeDiscord();
  guild = discord.addGuild({ name: 'Frostvale' });
  crier = await startTestApp({
    apiBase: discord.apiBase,
    settings: { bot: { token: hasBot ? discord.bot.token : undefined, guildId: isLinked ? guild.id : undefined } },
  });
}

const put = (body: object, key = 'errors') => crier.request('PUT', `/v1/routes/${key}`, body);

test('a channel takes the place of a webhook and the other way round; what waited goes along', async () => {
  await start();
  const channel = guild.addChannel({ name: 'alarms' });
  const hook = discord.addWebhook({ name: 'hook' });
  expect((await put({ webhook: hook.url })).body.destination).toMatchObject({ kind: 'discord-webhook' });
  discord.deleteWebhook(hook.id);
  await crier.post({ type: 'error.plugin' });
  await expect.poll(async () => (await crier.request('GET', '/v1/status')).body.state).toBe('broken');
  const set = await put({ channel: channel.id, username: 'Alarm', min_severity: 'info' });
  expect(set).toMatchObject({
    status: 200,
    body: { check: { result: 'ok' }, destination: { kind: 'discord-channel', name: '#alarms', state: 'active' } },
  });
  await discord.waitFor(() => channel.messages.length === 1);
  expect((await put({ webhook: discord.addWebhook({}).url })).body.destination.kind).toBe('discord-webhook');
});

test('a new route names one of both at most', async () => {
  await start();
  const { url: webhook } = discord.addWebhook({});
  const both = await put({ webhook, channel: guild.addChannel().id });
  expect(both).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'channel' }] } });
  const none = await put({ muted: true });
  expect(none).toMatchObject({
    status: 200,
    body: { muted: true, inherits: true, destination: null, provisioned: {} },
  });
});

test('without a token the cure is told', async () => {
  await start({ hasBot: false });
  const { status, body } = await put({ channel: '1480000000000000001' });
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'invalid_request' });
  expect(body.detail).toMatch(/^A route cannot lead to a channel now: .*Set DISCORD_BOT_TOKEN/);
  expect(body.errors).toMatchObject([{ path: 'channel', message: expect.stringContaining('DISCORD_BOT_TOKEN') }]);
});

test('what is no id, no channel, or takes no messages is refused, and nothing changes', async () => {
  await start();
  expect(await put({ channel: '#alarms' })).toMatchObject({
    status: 400,
    body: { code: 'invalid_destination', errors: [{ path: 'channel' }] },
  });
  const gone = await put({ channel: '1480000000000000001' });
  expect(gone).toMatchObject({ status: 422, body: { code: 'destination_rejected', errors: [{ path: 'channel' }] } });
  expect(gone.body.detail).toMatch(/^Discord does not take this channel: the channel is gone/);
  expect((await put({ channel: guild.addChannel({ type: 15 }).id })).body.detail).toContain('id of one of its posts');
  expect((await crier.request('GET', '/v1/routes')).body.data).toEqual([]);
});

test('a channel in a server of another store is not for this one', async () => {
  await start({ isLinked: true });
  const channel = guild.addChannel();
  expect((await put({ channel: channel.id })).status).toBe(200);
  const { registries } = crier.app.deps;
  const { guilds } = registries;
  await registries.stores.put({ ...(registries.stores.find('main') ?? never()), id: 'workshop' });
  await guilds.put({ id: guild.id, store: 'workshop', linkedAt: 0, linkedBy: 'test' }).catch(() => {});
  expect((await put({ channel: channel.id })).status).toBe(200);
  await guilds.remove('main', guild.id);
  const refused = await put({ channel: channel.id });
  expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(refused.body.detail).toContain('not linked to the store "main"');
});

test('where Discord does not say whose channel it is, it is none where other stores have servers', async () => {
  await start();
  const channel = guild.addChannel();
  discord.fail({ method: 'GET', route: '/channels/{channel}', with: failure.serverError() });
  expect((await put({ channel: channel.id })).body.check).toMatchObject({ result: 'unknown' });
  const { registries } = crier.app.deps;
  const { guilds } = registries;
  await registries.stores.put({ ...(registries.stores.find('main') ?? never()), id: 'workshop' });
  await guilds.put({ id: guild.id, store: 'workshop', linkedAt: 0, linkedBy: 'test' });
  const refused = await put({ channel: guild.addChannel().id }, 'gifting');
  expect(refused).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  expect((await crier.request('GET', '/v1/routes')).body.data).toHaveLength(1);
});

function never(): never {
  throw new Error('there is a store main');
}
