import { expect, test } from 'vitest';
import { failure } from '../../fake-discord.ts';
import { call, post, quiet } from '../_client.ts';
import { startBotWorld } from './_client.ts';
import { asBot } from './_raw-client.ts';

// The routes that need the bot's token.

test('a wrong token is refused everywhere', async () => {
  const { discord, guild, channel } = await startBotWorld();
  const paths = ['/gateway/bot', '/users/@me', '/applications/@me', `/guilds/${guild.id}`, `/channels/${channel.id}`];
  for (const path of paths) {
    const answer = await call(discord.apiBase + path, { headers: { Authorization: 'Bot wrong' } });
    expect(answer).toMatchObject({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
  }
  expect(discord.bot.acceptsToken('wrong')).toBe(false);
  expect(discord.bot.acceptsToken(discord.bot.token)).toBe(true);
});

test('what a bot can ask about itself and its guilds', async () => {
  const { discord, guild, channel } = await startBotWorld();
  const { applicationId } = discord.bot;
  expect((await asBot(discord, 'GET', '/users/@me')).body).toMatchObject({ id: applicationId, bot: true });
  expect((await asBot(discord, 'GET', '/applications/@me')).body).toMatchObject({ id: applicationId });
  expect((await asBot(discord, 'GET', '/gateway')).body.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
  expect((await asBot(discord, 'GET', '/users/@me/guilds')).body).toMatchObject([{ id: guild.id, name: 'Frostvale' }]);
  expect((await asBot(discord, 'GET', `/guilds/${guild.id}/channels`)).body).toMatchObject([{ id: channel.id }]);
  expect((await asBot(discord, 'GET', `/guilds/${channel.id}`)).body).toMatchObject({ code: 10004 });
  expect((await asBot(discord, 'GET', `/channels/${guild.id}`)).body).toMatchObject({ code: 10003 });
});

test('commands keep their ids, for a guild and for all', async () => {
  const { discord, guild } = await startBotWorld();
  const all = `/applications/${discord.bot.applicationId}/commands`;
  const own = `/applications/${discord.bot.applicationId}/guilds/${guild.id}/commands`;
  const commands = [{ name: 'find', description: 'Finds' }];
  const { body: first } = await asBot(discord, 'PUT', own, commands);
  const { body: second } = await asBot(discord, 'PUT', own, [...commands, { name: 'help', description: 'Helps' }]);
  expect(second[0].id).toBe(first[0].id);
  expect((await asBot(discord, 'GET', own)).body).toEqual(second);
  expect((await asBot(discord, 'GET', all)).body).toEqual([]);
  await asBot(discord, 'PUT', all, commands);
  expect([discord.bot.registrations(guild.id), discord.bot.registrations()]).toEqual([2, 1]);
  const elsewhere = own.replace(guild.id, '1');
  expect(await asBot(discord, 'PUT', elsewhere, commands)).toMatchObject({ status: 403, body: { code: 50001 } });
});

test('webhooks that the bot makes are its own and work', async () => {
  const { discord, guild, channel } = await startBotWorld();
  const path = `/channels/${channel.id}/webhooks`;
  const { body: made } = await asBot(discord, 'POST', path, { name: 'Crier' });
  expect(made).toMatchObject({ channel_id: channel.id, guild_id: guild.id, application_id: discord.bot.applicationId });
  expect(made.user.id).toBe(discord.bot.userId);
  // An application's webhook may send buttons that talk back.
  const button = { type: 2, style: 1, label: 'Done', custom_id: 'done' };
  const sent = await post(made, { content: 'x', components: [{ type: 1, components: [button] }], ...quiet });
  expect(sent.status).toBe(200);
  expect(discord.messages(made.id)).toHaveLength(1);
  const foreign = discord.addWebhook({ channelId: channel.id, guildId: guild.id, applicationId: '123456789012345678' });
  const { body: listed } = await asBot(discord, 'GET', `/guilds/${guild.id}/webhooks`);
  expect(listed).toMatchObject([{ id: made.id, token: made.token }, { id: foreign.id }]);
  expect(listed[1]).not.toHaveProperty('token');

  for (let n = 2; n < 15; n += 1) expect((await asBot(discord, 'POST', path, { name: 'Crier' })).status).toBe(200);
  expect(await asBot(discord, 'POST', path, { name: 'Crier' })).toMatchObject({ status: 400, body: { code: 30007 } });
  expect((await asBot(discord, 'DELETE', `/webhooks/${made.id}`)).status).toBe(204);
  expect(discord.violations).toEqual([]);
});

test.each(['My Discord', 'Clyde'])('a webhook cannot be called %s', async (name) => {
  const { discord, channel } = await startBotWorld();
  expect(await asBot(discord, 'POST', `/channels/${channel.id}/webhooks`, { name })).toMatchObject({
    status: 400,
    body: { code: 50035, errors: { name: { _errors: [{ code: 'USERNAME_INVALID_CONTAINS' }] } } },
  });
  expect(discord.violations).toMatchObject([{ rule: 'invalid_webhook' }]);
});

test('what the bot may not do where', async () => {
  const { discord, guild } = await startBotWorld();
  const hidden = guild.addChannel({ botPermissions: 0n });
  const readable = guild.addChannel({ botPermissions: ['ViewChannel'] });
  const plain = guild.addChannel({ botPermissions: ['ViewChannel', 'SendMessages'] });
  const code = async (method: string, path: string, body?: object) =>
    (await asBot(discord, method, path, body)).body.code;
  const embed = { embeds: [{ title: 'x' }] };
  expect(await code('POST', `/channels/${hidden.id}/messages`, { content: 'x' })).toBe(50001);
  expect(await code('POST', `/channels/${readable.id}/messages`, { content: 'x' })).toBe(50013);
  expect(await code('POST', `/channels/${plain.id}/messages`, embed)).toBe(50013);
  expect(await code('POST', `/channels/${guild.id}/messages`, embed)).toBe(10003);
  expect(await code('POST', `/channels/${hidden.id}/webhooks`, { name: 'x' })).toBe(50001);
  expect(await code('GET', `/channels/${plain.id}/webhooks`)).toBe(50013);
  const category = guild.addChannel({ type: 4 });
  expect(await code('POST', `/channels/${category.id}/messages`, embed)).toBe(50008);
  expect(discord.violations).toEqual([]);
});

test('messages are kept, changed, deleted and checked', async () => {
  const { discord, channel } = await startBotWorld();
  const path = `/channels/${channel.id}/messages`;
  const { body: made } = await asBot(discord, 'POST', path, { content: 'one', embeds: [{ title: 'x' }] });
  await asBot(discord, 'PATCH', `${path}/${made.id}`, { content: 'two' });
  expect((await asBot(discord, 'GET', `${path}/${made.id}`)).body).toMatchObject({
    content: 'two',
    author: { bot: true },
  });
  expect(channel.messages).toMatchObject([{ content: 'two', embeds: [{ title: 'x' }], edits: 1 }]);
  expect((await asBot(discord, 'POST', path, {})).body).toMatchObject({ code: 50006 });
  expect((await asBot(discord, 'PATCH', `${path}/${made.id}`, { content: 'x'.repeat(2001) })).status).toBe(400);
  expect((await asBot(discord, 'DELETE', `${path}/${made.id}`)).status).toBe(204);
  expect((await asBot(discord, 'GET', `${path}/${made.id}`)).body).toMatchObject({ code: 10008 });
  expect(channel.messages).toEqual([]);
  expect(discord.violations.map(({ rule }) => rule)).toEqual(['invalid_message', 'invalid_message']);
});

test('a channel takes so many messages in so much time', async () => {
  const { discord, guild, channel } = await startBotWorld({ bot: { channelLimit: { count: 1, windowMs: 60_000 } } });
  const send = (id: string) => asBot(discord, 'POST', `/channels/${id}/messages`, { content: 'x' });
  const first = await send(channel.id);
  expect(first.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(await send(channel.id)).toMatchObject({ status: 429, body: { global: false } });
  expect((await send(guild.addChannel().id)).status).toBe(200);
  expect(discord.rateLimited.user).toBe(1);
});

test('failures by route', async () => {
  const { discord, channel } = await startBotWorld();
  const rule = discord.fail({ route: '/channels/{channel}/messages', times: 1, with: failure.serverError(502) });
  const send = () => asBot(discord, 'POST', `/channels/${channel.id}/messages`, { content: 'x' });
  expect((await asBot(discord, 'GET', '/users/@me')).status).toBe(200);
  expect([(await send()).status, (await send()).status, rule.used]).toEqual([502, 200, 1]);
  expect(discord.count({ route: '/channels/{channel}/messages', status: 502 })).toBe(1);
  discord.fail({ route: '/channels/{channel}/messages', times: 1, with: failure.cutAfter });
  await expect(send()).rejects.toThrow();
  expect(channel.messages).toHaveLength(2);
});
