import { expect, test } from 'vitest';
import type { FakeInteraction } from '../helpers/fake-discord/bot/interaction.ts';
import { asRendered, liveMarkdown } from '../helpers/live-markdown.ts';
import { delivered, failed, payment } from './_events.ts';
import { webhooksIn } from './_route.ts';
import { textOf } from './_shown.ts';
import { startBotWorld } from './_world.ts';

const hostile = '@everyone **bold** <@1> [x](http://y)';

/** What Crier itself writes into its answers. */
const own = /<t:\d+:[fR]>|<#\d+>|<@900000000000000001>|<\/[\w -]+:\d+>|\[Delivered\]\(\S+?\)|\*\*|`[^`]*`/g;

/** What of an answer is rendered: footers are not. */
function rendered({ message }: FakeInteraction): string {
  return textOf({ body: { embeds: message.embeds.map(({ footer: _, ...rest }) => rest) } });
}

/** The lines that hold the text from outside, and what of it would take effect. */
function liveIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.includes('bold'));
  expect(lines.length, text).toBeGreaterThan(0);
  return lines.flatMap((line) => {
    // What is bold by ours is taken away below; what would be by theirs is not.
    if (line.includes('**bold')) return ['**bold'];
    const theirs = line.replace(own, '').replace(/^• |^\S+ (?=\S)/u, '');
    return liveMarkdown(theirs);
  });
}

test('names from outside come out harmless wherever they stand', async () => {
  const world = await startBotWorld({ app: { store: { name: hostile } } });
  const { run, press, choose, discord } = world;
  const names = { player: { name: hostile }, recipient: { name: `${hostile}2` } };
  const [id = ''] = await delivered(world, payment('x', { ...names, title: hostile }));
  const [bad = ''] = await failed(world, payment('x', names));
  const list = await run('deliveries', { player: hostile.slice(0, 60) });
  const shown = [
    ['status', rendered(await run('status'))],
    ['help', rendered(await run('help'))],
    ['deliveries', rendered(list)],
    ['delivery', rendered(await run('delivery', { id }))],
    ['failed delivery', rendered(await run('delivery', { id: bad }))],
    ['stats', rendered(await run('stats'))],
    ['nothing fits', rendered(await run('delivery', { id: `no ${hostile}` }))],
    ['no route', rendered(await run('route clear', { route: hostile }))],
    ['no key', rendered(await run('route set', { key: hostile, channel: world.lounge }))],
    ['no endpoint', rendered(await run('endpoint test', { name: hostile }))],
    ['no destination', rendered(await run('pause', { destination: hostile }))],
  ] as const;
  for (const [where, text] of shown) {
    expect(liveIn(text), `${where}: ${text}`).toEqual([]);
    expect(asRendered(text), where).toContain('**bold** <@1> [x]');
  }
  // Titles render emphasis alone, and no escapes: look-alikes stand in them.
  const [title = ''] = textOf((await run('player', { name: hostile })).message).split('\n');
  expect(title).toContain('bold');
  expect(title).not.toMatch(/\*|@everyone/);
  const opened = await choose(list.message, 'Open one …', `payment.completed · ${hostile} · €9.99`);
  await press(opened.message, 'Refresh');
  expect(liveIn(textOf(opened.message))).toEqual([]);
  expect(discord.bot.messages.flatMap(({ mentions }) => [...mentions.users, ...mentions.roles])).toEqual([]);
  expect(discord.bot.messages.some(({ mentions }) => mentions.everyone)).toBe(false);
  expect(discord.pings).toEqual([]);
});

test('who asked is named by an id that pings nobody, also where all see it', async () => {
  const world = await startBotWorld();
  await failed(world, payment('Alex'));
  const { message } = await world.run('delivery', { id: 'Alex', public: true }, { username: hostile.slice(0, 30) });
  await world.press(message, 'Replay', { username: hostile.slice(0, 30) });
  expect(textOf(message)).toContain('Replayed by <@900000000000000001>.');
  expect(textOf(message)).not.toContain('bold');
  expect(message.mentions).toEqual({ users: [], roles: [], everyone: false });
  await world.run('pause', {}, { username: '**bold**' });
  expect(liveIn(textOf((await world.run('status')).message))).toEqual([]);
});

test('a name that Discord takes for no webhook makes one all the same', async () => {
  for (const name of [
    'everyone',
    'here',
    'DisDiscordcord',
    'Discord',
    'Clyde’s Discord Shop',
    ' x ',
    '🛒'.repeat(60),
    hostile,
  ]) {
    const world = await startBotWorld({ app: { store: { name } } });
    const set = await world.run('route set', { key: 'errors', channel: world.lounge });
    expect(textOf(set.message), name).toContain('✅');
    expect(webhooksIn(world, world.lounge), name).toHaveLength(1);
  }
});

test('no menu or suggestion is refused for what stands in it', async () => {
  const world = await startBotWorld({ app: { store: { name: hostile } } });
  const long = `${'🧨'.repeat(60)}${hostile}`;
  await failed(world, payment(long), payment('\u202Eevil\u0000'), payment('   '), payment(hostile));
  await world.run('deliveries');
  for (const option of ['player', 'type', 'since']) await world.suggest('deliveries', option, '');
  expect((await world.suggest('delivery', 'id', '')).length).toBeGreaterThan(2);
  await world.suggest('route clear', 'route', '');
  await world.suggest('pause', 'destination', '');
  await world.suggest('route set', 'key', `${hostile}.x`);
});
