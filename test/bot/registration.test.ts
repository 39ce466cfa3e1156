import { expect, test } from 'vitest';
import { defaultStore } from '../../src/model/store.ts';
import { failure } from '../helpers/fake-discord.ts';
import { everyCommand } from './_commands.ts';
import { textOf } from './_shown.ts';
import { type BotWorld, startBotWorld } from './_world.ts';

const second = {
  store: { ...defaultStore, id: 'second', name: 'Emberfall' },
  routes: [],
  sources: [],
  endpoints: [],
};

/** Names of the options of a command, as registered. */
function optionsOf({ discord, guild }: BotWorld, name: string): string[] {
  const command = discord.bot.commands(guild.id).find((one) => one['name'] === name);
  const options = (command?.['options'] ?? []) as { name: string }[];
  return options.map((option) => option.name);
}

async function linkSecond({ crier, run }: BotWorld): Promise<string> {
  const actor = { name: 'test', store: 'second', scopes: ['admin'] as const };
  const { code } = await crier.app.actions.guilds.createLinkCode(actor);
  return textOf((await run('crier link', { code })).message);
}

test('commands are registered once, in each server, and not again after a restart', async () => {
  const world = await startBotWorld();
  const { discord, guild, restart } = world;
  expect(discord.bot.registrations(guild.id)).toBe(1);
  expect(discord.bot.registrations()).toBe(0);
  const names = new Set((await everyCommand()).map(({ path }) => path.split(' ')[0]));
  expect(discord.bot.commands(guild.id)).toHaveLength(names.size);
  await restart();
  expect(discord.bot.registrations(guild.id)).toBe(1);
  // Mentions of them go on working: their ids are kept.
  expect(textOf((await world.run('help')).message)).toMatch(/<\/status:\d+>/);
});

test('a second store brings the option `store` into every command, and its end takes it away again', async () => {
  const world = await startBotWorld({ app: { stores: [second] } });
  const { discord, guild, run, restart } = world;
  expect(optionsOf(world, 'status')).toEqual(['public']);
  expect(await linkSecond(world)).toContain('linked to **Emberfall**');
  await discord.waitFor(() => discord.bot.registrations(guild.id) === 2);
  for (const command of discord.bot.commands(guild.id)) {
    const text = JSON.stringify(command);
    const count = (text.match(/"name":"public"/g) ?? []).length;
    expect(text.match(/"name":"store"/g), String(command['name'])).toHaveLength(count);
  }
  await restart();
  expect(discord.bot.registrations(guild.id)).toBe(2);
  await run('crier unlink', { store: 'second' });
  await discord.waitFor(() => discord.bot.registrations(guild.id) === 3);
  expect(optionsOf(world, 'status')).toEqual(['public']);
});

test('a first link needs no new registration', async () => {
  const world = await startBotWorld({ isLinked: false });
  const { discord, guild, run, crier } = world;
  const actor = { name: 'test', store: 'main', scopes: ['admin'] as const };
  await run('crier link', { code: (await crier.app.actions.guilds.createLinkCode(actor)).code });
  await run('status');
  expect(discord.bot.registrations(guild.id)).toBe(1);
});

test('a server that the bot joins while it runs gets the commands too', async () => {
  const world = await startBotWorld();
  const { discord } = world;
  const guild = discord.addGuild({ name: 'Emberfall' });
  guild.addChannel({ name: 'lounge' });
  await discord.waitFor(() => discord.bot.commands(guild.id).length > 0);
  const answer = await discord.bot.run(guild, 'status');
  expect(textOf(answer.message)).toContain('not linked to a store yet');
});

test('two stores: `store` chooses, the first one where it is left out, and buttons stay with theirs', async () => {
  const world = await startBotWorld({ app: { stores: [second] } });
  const { discord, guild, run, press, lounge, crier } = world;
  await linkSecond(world);
  await discord.waitFor(() => discord.bot.registrations(guild.id) === 2);
  expect(textOf((await run('status')).message)).toContain('🟢 Frostvale');
  const { message } = await run('status', { store: 'Emberfall' });
  expect(textOf(message)).toContain('🟡 Emberfall');
  await run('route set', { key: 'errors', channel: lounge, store: 'second' });
  expect(crier.app.deps.registries.routes.find('main', 'errors')).toBeUndefined();
  expect(crier.app.deps.registries.routes.find('second', 'errors')).toBeDefined();
  expect(await world.suggest('route clear', 'route', '', { store: 'second' })).toEqual(['errors']);
  expect(await world.suggest('route clear', 'route', '')).toEqual(['default']);

  await press(message, 'Refresh');
  expect(textOf(message)).toContain('🟢 Emberfall');
  const { modal } = await run('route set', { key: 'gifting', store: 'second' });
  const { url } = discord.addWebhook({ channelId: lounge.id, guildId: guild.id });
  await discord.bot.submit(modal, { url });
  expect([...crier.app.deps.registries.routes.byKey('second').keys()].sort()).toEqual(['errors', 'gifting']);

  await run('crier unlink', { store: 'second' });
  const left = await press(message, 'Refresh');
  expect(textOf(left.message)).toContain('This message is from an older time');
  expect(textOf(message)).toContain('🟢 Emberfall');
});

test('where a registration fails, the commands are there after the next start', async () => {
  const world = await startBotWorld({
    before: (discord) =>
      void discord.fail({
        method: 'PUT',
        route: '/applications/{app}/guilds/{guild}/commands',
        with: failure.answer({ status: 403, body: { code: 50001, message: 'Missing Access' } }),
      }),
  });
  const { discord, guild } = world;
  await expect.poll(() => world.log.join('')).toContain('the slash commands of a server could not be registered');
  expect(world.crier.app.bot?.state).toBe('online');
  discord.clearFailures();
  await world.restart();
  expect(discord.bot.registrations(guild.id)).toBe(1);
});

test('many stores with long names are suggested, and every command still fits', async () => {
  const stores = Array.from({ length: 30 }, (_, index) => ({
    ...second,
    store: { ...second.store, id: `store-${index}`, name: `${'Emberfall '.repeat(9)}${index}` },
  }));
  const world = await startBotWorld({ app: { stores } });
  const { discord, guild, crier, run, suggest } = world;
  for (const { store } of stores) {
    await crier.app.deps.registries.guilds.put({
      id: guild.id,
      store: store.id,
      linkedAt: Date.now(),
      linkedBy: 'test',
    });
  }
  await expect
    .poll(() => JSON.stringify(discord.bot.commands(guild.id)))
    .toMatch(/"name":"store"[^}]*}?[^}]*"autocomplete":true/);
  expect(await suggest('status', 'store', 'fall 29')).toEqual(['store-29']);
  expect(await suggest('route list', 'store', '')).toHaveLength(25);
  expect(textOf((await run('status', { store: 'store-29' })).message)).toContain('fall 29');
  expect(textOf((await run('status', { store: stores[3]?.store.name ?? '' })).message)).toContain('fall 3');
  expect(textOf((await run('status', { store: 'other' })).message)).toContain('not linked to that store');
});

test('a link that ends while the commands are registered leaves none of it behind', async () => {
  const world = await startBotWorld({ app: { stores: [second] } });
  const { discord, guild, crier } = world;
  const { guilds } = crier.app.deps.registries;
  await guilds.put({ id: guild.id, store: 'second', linkedAt: Date.now(), linkedBy: 'test' });
  await guilds.remove('second', guild.id);
  await discord.waitFor(() => discord.bot.registrations(guild.id) === 3);
  expect(optionsOf(world, 'status')).toEqual(['public']);
});
