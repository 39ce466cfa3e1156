import { once } from 'node:events';
import { expect, test } from 'vitest';
import { failure } from '../../fake-discord.ts';
import { logIn, makeClient, startBotWorld } from './_client.ts';
import { connect, identity } from './_raw-client.ts';

// The gateway: what it refuses by hand-made frames, and how a real client takes its faults.

test('a client of discord.js with a wrong token is closed with 4004', async () => {
  const { discord } = await startBotWorld();
  await expect(makeClient(discord).login('wrong')).rejects.toThrow('An invalid token was provided.');
  expect(discord.count({ route: '/gateway/bot', status: 401 })).toBe(1);

  const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 };
  const body = { url: discord.origin.replace('http', 'ws'), shards: 1, session_start_limit: limit };
  discord.fail({ route: '/gateway/bot', with: failure.answer({ status: 200, body }) });
  const client = makeClient(discord);
  const closed = new Promise((resolve) => client.once('shardDisconnect', ({ code }) => resolve(code)));
  await expect(client.login('wrong')).rejects.toThrow();
  expect(await closed).toBe(4004);
  expect(discord.bot).toMatchObject({ sessions: 0, isConnected: false });
});

test.each([
  ['a wrong token', 'Authentication', { token: 'wrong' }, 4004, []],
  ['privileged intents', 'Disallowed', { intents: 1 | (1 << 15) }, 4014, ['privileged intents: 32769']],
])('an identify with %s is closed', async (_what, _reason, more, code, wrong) => {
  const { discord } = await startBotWorld();
  const socket = await connect(discord);
  socket.send(2, { ...identity(discord), ...more });
  expect(await socket.closed).toBe(code);
  expect(discord.violations.map(({ detail }) => detail)).toEqual(wrong);
});

test('bad manners close the connection', async () => {
  const { discord } = await startBotWorld();
  const twice = await connect(discord);
  twice.send(2, identity(discord));
  twice.send(2, identity(discord));
  expect(await twice.closed).toBe(4005);

  const chatty = await connect(discord);
  for (let n = 0; n <= 120; n += 1) chatty.send(1, null);
  expect(await chatty.closed).toBe(4008);

  const fat = await connect(discord);
  fat.send(2, { ...identity(discord), presence: 'x'.repeat(4096) });
  expect(await fat.closed).toBe(4002);

  const unknown = await connect(discord);
  unknown.send(3, {});
  expect(await unknown.closed).toBe(4003);
  expect(discord.violations.map(({ detail }) => detail)).toEqual([
    'identified twice on one connection',
    'more than 120 payloads in 60000 ms',
    expect.stringMatching(/^a payload of \d+ bytes$/),
  ]);
});

test('a heart that does not beat', async () => {
  const { discord } = await startBotWorld({ bot: { heartbeatIntervalMs: 10 } });
  expect(await (await connect(discord)).closed).toBe(4009);
  expect(discord.violations).toMatchObject([{ rule: 'gateway', detail: 'no heartbeat came in time' }]);
});

test('a resumed session is told what it missed, an unknown one that it is none', async () => {
  const { discord, guild } = await startBotWorld();
  const first = await connect(discord);
  first.send(2, identity(discord));
  const { d: ready } = await first.nextOf('READY');
  const { s: seq } = await first.nextOf('GUILD_CREATE');
  first.terminate();
  const channel = guild.addChannel({ name: 'new' });

  const second = await connect(discord);
  second.send(6, { token: discord.bot.token, session_id: ready.session_id, seq });
  expect(await second.next()).toMatchObject({ t: 'CHANNEL_CREATE', s: 3, d: { id: channel.id, name: 'new' } });
  expect(await second.next()).toMatchObject({ t: 'RESUMED' });

  const third = await connect(discord);
  third.send(6, { token: discord.bot.token, session_id: 'other', seq });
  expect(await third.next()).toMatchObject({ op: 9, d: false });
  expect(discord.bot).toMatchObject({ sessions: 1, resumes: 1 });
  expect(discord.violations).toEqual([]);
});

test('without the intent for guilds only interactions are told', async () => {
  const { discord, guild } = await startBotWorld();
  const socket = await connect(discord);
  socket.send(2, identity(discord, 0));
  await socket.nextOf('READY');
  guild.addChannel();
  discord.bot.reconnect();
  expect(await socket.next()).toMatchObject({ op: 7 });
});

test('a client of discord.js comes back from an invalid session and from silence', async () => {
  const { discord } = await startBotWorld({ bot: { heartbeatIntervalMs: 300 } });
  const client = await logIn(discord);
  const resumed = once(client, 'shardResume');
  discord.bot.goSilent();
  await resumed;
  expect(discord.bot.resumes).toBe(1);
  discord.bot.invalidate(false);
  await discord.waitFor(() => discord.bot.sessions === 2 && discord.bot.isConnected);
  expect(client.isReady()).toBe(true);
  expect(discord.violations).toEqual([]);
});

test('a client of discord.js sees guilds and channels come and go, and what it may do there', async () => {
  const { discord, guild, channel } = await startBotWorld();
  const client = await logIn(discord);
  const secret = guild.addChannel({ name: 'secret', botPermissions: ['ViewChannel'] });
  const mine = () => {
    const seen = client.channels.cache.get(secret.id);
    return seen && 'permissionsFor' in seen ? seen.permissionsFor(client.user)?.toArray() : undefined;
  };
  await discord.waitFor(() => mine() !== undefined);
  expect(mine()).toEqual(['ViewChannel']);
  secret.setBotPermissions(['ViewChannel', 'SendMessages']);
  await discord.waitFor(() => mine()?.length === 2);
  channel.delete();
  await discord.waitFor(() => !client.channels.cache.has(channel.id));
  const other = discord.addGuild({ name: 'Other', locale: 'de' });
  await discord.waitFor(() => client.guilds.cache.get(other.id)?.preferredLocale === 'de');
  discord.bot.removeGuild(other);
  await discord.waitFor(() => !client.guilds.cache.has(other.id));
});
