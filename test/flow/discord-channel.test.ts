import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { failure, startFakeDiscord } from '../helpers/fake-discord.ts';
import { needsOf } from '../helpers/needs-of.ts';
import { startTestApp } from '../helpers/start-app.ts';
import { type ChannelWorld, createChannelWorld, playersOf, routeTo, withBot, withoutBot } from './_channel-world.ts';
import { payments } from './_world.ts';

const posts = { method: 'POST', route: '/channels/{channel}/messages' } as const;
const toWrite = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles'] as const;
let world: ChannelWorld | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index + 1}`);

async function start(options?: Parameters<typeof createChannelWorld>[0]): Promise<ChannelWorld> {
  world = await createChannelWorld(options);
  return world;
}

async function statuses({ crier }: ChannelWorld): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const { body } = await crier.request('GET', '/v1/deliveries?limit=200');
  for (const { status } of body.data) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const needs = async ({ crier }: ChannelWorld) => needsOf((await crier.request('GET', '/v1/status')).body);

test('events arrive in order, ten in a message, with the channel’s name and link, and the token is nowhere', async () => {
  const { crier, channel, guild, discord, until } = await start();
  const accepted = await crier.post(...payments(1));
  await until(() => channel.messages.length === 1);
  const rule = discord.fail({ ...posts, times: 1, with: failure.serverError() });
  await crier.post(...payments(29, 2));
  await until(() => playersOf(channel).length === 30);
  expect(rule.used).toBe(1);
  expect(playersOf(channel)).toEqual(names(30));
  expect(channel.messages.length).toBeLessThanOrEqual(5);
  const { body } = await crier.request('GET', `/v1/deliveries/${accepted[0]?.deliveries[0]?.id}`);
  expect(body).toMatchObject({
    destination_name: '#sales',
    message_url: `https://discord.com/channels/${guild.id}/${channel.id}/${channel.messages[0]?.id}`,
  });
  const routes = await crier.request('GET', '/v1/routes');
  expect(routes.body.data[0].destination).toMatchObject({
    kind: 'discord-channel',
    label: `channel …${channel.id.slice(-4)}`,
    name: '#sales',
    channel_id: channel.id,
    guild_id: guild.id,
  });
  expect(discord.violations).toEqual([]);

  const kept = readdirSync(crier.dir, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'));
  const told = [JSON.stringify(body), JSON.stringify(routes.body), ...crier.log];
  for (const text of [...kept, ...told]) expect(text).not.toContain(discord.bot.token);
});

test('a permission that is lost breaks the destination with the cure; given back, its events flow in order', async () => {
  const { crier, channel, discord, until, settle } = await start();
  await crier.post(...payments(1));
  await until(() => channel.messages.length === 1);
  channel.setBotPermissions(['ViewChannel']);
  await crier.post(...payments(2, 2));
  await settle();
  await crier.post(...payments(2, 4));
  await settle();
  expect(discord.count({ status: 403 })).toBe(1);
  expect(await needs(world as ChannelWorld)).toMatch(
    /broken default \(#sales\): the bot lacks a permission in the channel, 4 waiting\. Give its role View Channel, Send Messages, Embed Links and Attach Files there /,
  );
  channel.setBotPermissions(toWrite);
  const { body } = await crier.request('GET', '/v1/routes/default');
  // As /resume does it.
  const actor = { name: 'test', store: 'main', scopes: ['admin' as const] };
  await crier.app.actions.destinations.resume(actor, body.destination.id);
  await until(() => playersOf(channel).length === 5);
  expect(playersOf(channel)).toEqual(names(5));
  expect(await statuses(world as ChannelWorld)).toEqual({ delivered: 5 });
});

test('a channel that is deleted is asked once, the default is told, and a new one takes what waits', async () => {
  const { crier, channel, guild, discord, until, settle } = await start();
  const old = guild.addChannel({ name: 'errors' });
  const set = await crier.request('PUT', '/v1/routes/errors', { channel: old.id });
  expect(set).toMatchObject({ status: 200, body: { destination: { name: '#errors' }, check: { result: 'ok' } } });
  old.delete();
  await crier.post({ type: 'error.plugin', player: { name: 'e1' } }, { type: 'error.plugin', player: { name: 'e2' } });
  await until(() => channel.messages.length === 1);
  expect(JSON.stringify(channel.messages[0]?.body)).toContain('the channel is gone');
  await crier.post({ type: 'error.plugin', player: { name: 'e3' } });
  await settle();
  expect(discord.count({ ...posts, status: 404 })).toBe(1);
  const next = guild.addChannel({ name: 'alarms' });
  await crier.request('PUT', '/v1/routes/errors', { channel: next.id });
  await until(() => playersOf(next).length === 3);
  expect(playersOf(next)).toEqual(['e1', 'e2', 'e3']);
});

test('without a token events wait, the status says what is missing, and with one they go', async () => {
  const { crier, channel, until, settle, restart } = await start({ settings: withoutBot });
  await crier.post(...payments(3));
  await settle();
  expect(await statuses(world as ChannelWorld)).toEqual({ pending: 3 });
  expect(await needs(world as ChannelWorld)).toMatch(
    /broken default \(channel …\d{4}\): nothing can be sent, since there is no bot to write as, 3 waiting\. Set DISCORD_BOT_TOKEN \(.*\) and restart/,
  );
  const tested = await crier.request('POST', '/v1/routes/default/test');
  expect(tested.body).toMatchObject({ outcome: 'waiting', reason: expect.stringContaining('DISCORD_BOT_TOKEN') });
  await restart({ settings: withBot });
  await until(() => playersOf(channel).length === 3);
  expect(playersOf(channel)).toEqual(names(3));
  expect(await needs(world as ChannelWorld)).toBe('');
});

test('a token that is refused costs one attempt, however long it lasts', async () => {
  const { clock, crier, channel, discord, until } = await start({ settings: withBot });
  const rule = discord.fail({ with: failure.answer({ status: 401, body: { message: '401: Unauthorized', code: 0 } }) });
  const [accepted] = await crier.post(...payments(1));
  await until(() => clock.monotonic() > 30 * 3_600_000);
  expect(discord.count({ ...posts, status: 401 })).toBe(1);
  expect(await needs(world as ChannelWorld)).toMatch(
    /^broken .*: nothing can be sent, since Discord refuses DISCORD_BOT_TOKEN, 1 waiting\. Copy it anew/,
  );
  rule.clear();
  await until(() => channel.messages.length === 1);
  const { body } = await crier.request('GET', `/v1/deliveries/${accepted?.deliveries[0]?.id}`);
  expect(body).toMatchObject({ status: 'delivered', attempts_made: 2 });
  expect(discord.count({ status: 401 })).toBeLessThan(40);
});

test('a lost answer posts nothing twice, and nothing that came meanwhile is lost by it', async () => {
  const { crier, channel, discord, until, settle } = await start();
  const rule = discord.fail({ ...posts, times: 2, with: failure.cutAfter });
  await crier.post(...payments(1));
  await settle();
  await crier.post(...payments(3, 2));
  await until(() => playersOf(channel).length === 4);
  await settle();
  expect(rule.used).toBe(2);
  expect(playersOf(channel)).toEqual(names(4));
  expect(await statuses(world as ChannelWorld)).toEqual({ delivered: 4 });
});

test('a lost answer posts nothing twice after a restart either', async () => {
  const { crier, channel, discord, until, settle, restart } = await start();
  discord.fail({ ...posts, times: 1, with: failure.cutAfter });
  await crier.post(...payments(2));
  await settle();
  await crier.post(...payments(2, 3));
  await restart();
  await until(() => playersOf(channel).length >= 4);
  await settle();
  expect(playersOf(channel)).toEqual(names(4));
  expect(await statuses(world as ChannelWorld)).toEqual({ delivered: 4 });
});

test('a global 429 stops the bot alone: webhooks are counted by the address, bots by their token', async () => {
  const { crier, clock, channel, discord, until } = await start();
  const webhook = discord.addWebhook({});
  await crier.request('PUT', '/v1/routes/gifting', { webhook: webhook.url });
  discord.fail({ ...posts, times: 1, with: failure.global429(20) });
  const from = clock.monotonic();
  await crier.post(...payments(1), { type: 'gift.sent', player: { name: 'g1' } });
  await until(() => discord.messages().length === 1);
  expect(clock.monotonic() - from).toBeLessThan(20_000);
  await until(() => channel.messages.length === 1);
  expect(clock.monotonic() - from).toBeGreaterThanOrEqual(20_000);
});

test('the limits of two channels are kept from their headers, without a single 429', async () => {
  const discord = await startFakeDiscord({ bot: { channelLimit: { count: 3, windowMs: 400 } } });
  const guild = discord.addGuild({});
  const [sales, gifts] = [guild.addChannel({ name: 'sales' }), guild.addChannel({ name: 'gifts' })];
  const crier = await startTestApp({
    apiBase: discord.apiBase,
    routes: { default: routeTo(sales), gifting: routeTo(gifts) },
    settings: withBot,
  });
  try {
    const gift = (_: unknown, index: number) => ({ type: 'gift.sent', player: { name: `p${index + 1}` } });
    const before = performance.now();
    await crier.post(...payments(100), ...Array.from({ length: 100 }, gift));
    await discord.waitFor(() => playersOf(sales).length === 100 && playersOf(gifts).length === 100, 10_000);
    expect(performance.now() - before).toBeGreaterThan(800);
    expect(discord.count({ status: 429 })).toBe(0);
    for (const channel of [sales, gifts]) expect(playersOf(channel)).toEqual(names(100));
  } finally {
    await crier.stop();
    await discord.stop();
  }
});
