import { expect, test } from 'vitest';
import { startBotWorld } from './_client.ts';
import { speak } from './_raw-client.ts';
import type { Inputs } from './command-input.ts';

// What a client of Discord would not let a person do.

const commands = [
  {
    name: 'route',
    description: 'Routes',
    default_member_permissions: '32',
    options: [
      {
        type: 1,
        name: 'set',
        description: 'Sets',
        options: [
          {
            ...{ type: 3, name: 'category', description: 'Which', required: true },
            choices: [{ name: 'Errors', value: 'errors' }],
          },
          { type: 7, name: 'channel', description: 'Where', channel_types: [0] },
          { type: 4, name: 'days', description: 'How long', min_value: 1, max_value: 30 },
          { type: 3, name: 'note', description: 'Why', max_length: 5 },
          { type: 5, name: 'loud', description: 'Whether' },
          { type: 6, name: 'user', description: 'Who' },
        ],
      },
    ],
  },
];

test.each<[string, Inputs, string]>([
  ['list', {}, 'There is no command /list; there are route'],
  ['route', {}, '/route cannot be run by itself; it needs one of set'],
  ['route get', {}, '/route has no get; route has set'],
  ['route set', {}, '/route set needs the option category'],
  ['route set', { category: 'errors', x: 1 }, '/route set has no option x; it has category'],
  ['route set', { category: 'sales' }, '/route set category takes one of errors, not "sales"'],
  ['route set', { category: 'errors', days: 31 }, 'takes 1 to 30, not 31'],
  ['route set', { category: 'errors', days: 1.5 }, 'takes an integer, not 1.5'],
  ['route set', { category: 'errors', note: 'too long' }, 'takes 0 to 5 characters'],
  ['route set', { category: 'errors', loud: 'yes' }, 'takes true or false'],
  ['route set', { category: 'errors', channel: '1' }, 'Frostvale has no channel 1'],
])('/%s with %j', async (words, inputs, error) => {
  const { discord, guild } = await startBotWorld();
  await speak(discord, commands);
  await expect(discord.bot.run(guild, words, inputs)).rejects.toThrow(error);
});

test('a channel of the wrong type, a hidden command, no autocomplete', async () => {
  const { discord, guild } = await startBotWorld();
  const raw = await speak(discord, commands);
  const { bot } = discord;
  const voice = guild.addChannel({ type: 2, name: 'voice' });
  await expect(bot.run(guild, 'route set', { category: 'errors', channel: voice })).rejects.toThrow(
    'voice is of type 2',
  );
  const player = { permissions: ['SendMessages'] } as const;
  await expect(bot.run(guild, 'route set', { category: 'errors' }, player)).rejects.toThrow('is hidden from steve');
  await expect(bot.autocomplete(guild, 'route set', {}, { name: 'note', value: '' })).rejects.toThrow(
    'no autocomplete',
  );

  const forced = bot.run(
    guild,
    'route set',
    { category: 'Errors', user: { id: '5' } },
    { ...player, force: true, locale: 'de' },
  );
  const seen = await raw.interaction();
  expect(seen).toMatchObject({
    locale: 'de',
    guild_locale: 'en-US',
    member: { permissions: '2048' },
    data: {
      name: 'route',
      options: [
        {
          name: 'set',
          options: [
            { name: 'category', value: 'errors' },
            { name: 'user', value: '5' },
          ],
        },
      ],
      resolved: { users: { 5: { id: '5' } }, members: { 5: {} } },
    },
  });
  await raw.answer(seen, { type: 4, data: { content: 'done', flags: 64 } });
  const { message } = await forced;
  await expect(bot.press(message, 'x', { id: '7', username: 'alex' })).rejects.toThrow(
    'alex does not see this message',
  );
  await expect(bot.choose(message, 'x', ['y'])).rejects.toThrow('There is no select x; there are none');
});

test('nobody is there to answer', async () => {
  const { discord, guild } = await startBotWorld();
  const raw = await speak(discord, commands);
  raw.close();
  await discord.waitFor(() => !discord.bot.isConnected);
  await expect(discord.bot.run(guild, 'route set', { category: 'errors' })).rejects.toThrow('the bot is not logged in');
});

test('a follow-up takes the place of "is thinking", and a deleted answer is one too', async () => {
  const { discord, guild } = await startBotWorld();
  const raw = await speak(discord, commands);
  const first = discord.bot.run(guild, 'route set', { category: 'errors' });
  const seen = await raw.interaction();
  await raw.answer(seen, { type: 5, data: { flags: 64 } });
  expect((await raw.followUp(seen, { content: 'public?' })).body).toMatchObject({ content: 'public?', flags: 64 });
  expect(await first).toMatchObject({ isEphemeral: true, followUps: [], message: { content: 'public?' } });
  await raw.followUp(seen, { content: 'more' });
  expect((await first).followUps).toMatchObject([{ content: 'more', isEphemeral: false }]);

  const second = discord.bot.run(guild, 'route set', { category: 'errors' });
  const other = await raw.interaction();
  await raw.answer(other, { type: 5 });
  await raw.remove(other);
  expect((await second).hasMessage).toBe(false);
  expect(discord.violations).toEqual([]);
});

test('files of a person, and selects of channels', async () => {
  const { discord, guild, channel } = await startBotWorld();
  const raw = await speak(discord, [
    { name: 'up', description: 'Up', options: [{ type: 11, name: 'file', description: 'File', required: true }] },
  ]);
  const file = { name: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('hi') };
  const running = discord.bot.run(guild, 'up', { file });
  const seen = await raw.interaction();
  const [attachment] = Object.values<{ url: string }>(seen.data.resolved.attachments);
  expect(await (await fetch(attachment?.url ?? '')).text()).toBe('hi');
  const select = { type: 8, custom_id: 'to', placeholder: 'Where to', channel_types: [0], max_values: 2 };
  await raw.answer(seen, { type: 4, data: { components: [{ type: 1, components: [select] }] } });
  const { message } = await running;
  const voice = guild.addChannel({ type: 2 });
  await expect(discord.bot.choose(message, 'to', [])).rejects.toThrow('takes 1 to 2 values, not 0');
  await expect(discord.bot.choose(message, 'to', [voice])).rejects.toThrow('takes channels of type 0');
  const choosing = discord.bot.choose(message, 'Where to', [channel]);
  const chosen = await raw.interaction();
  expect(chosen.data).toMatchObject({
    values: [channel.id],
    resolved: { channels: { [channel.id]: { name: 'sales' } } },
  });
  await raw.answer(chosen, {
    type: 7,
    data: { embeds: [{ image: { url: 'attachment://chart.png' } }], components: [] },
  });
  expect((await choosing).message).toBe(message);
  expect(discord.violations).toMatchObject([{ rule: 'missing_file', detail: expect.stringContaining('chart.png') }]);
});

test('a modal of rows', async () => {
  const { discord, guild } = await startBotWorld();
  const raw = await speak(discord, [{ name: 'ask', description: 'Asks' }]);
  const running = discord.bot.run(guild, 'ask');
  const input = { type: 4, custom_id: 't', label: 'Text', style: 2, min_length: 2, value: 'as it was' };
  const data = { custom_id: 'm', title: 'M', components: [{ type: 1, components: [input] }] };
  await raw.answer(await raw.interaction(), { type: 9, data });
  const { modal } = await running;
  await expect(discord.bot.submit(modal, { Text: '' })).rejects.toThrow('Text must be filled in');
  await expect(discord.bot.submit(modal, { Other: 'x' })).rejects.toThrow('has no input Other; it has Text (t)');
  const sending = discord.bot.submit(modal, {});
  const seen = await raw.interaction();
  expect(seen.data).toMatchObject({
    custom_id: 'm',
    components: [{ type: 1, components: [{ custom_id: 't', value: 'as it was' }] }],
  });
  // It was not opened from a message, so that there is none to update.
  expect((await raw.answer(seen, { type: 7, data: { content: 'x' } })).status).toBe(400);
  await raw.answer(seen, { type: 4, data: { content: 'thanks' } });
  expect((await sending).message.content).toBe('thanks');
});
