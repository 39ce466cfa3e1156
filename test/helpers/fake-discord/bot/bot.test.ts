import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  EmbedBuilder,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import { logIn, startBotWorld } from './_client.ts';
import type { FakeGuild } from './guild.ts';

// A real client of discord.js against the fake.

const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00, 0x01]);

const commands = [
  new SlashCommandBuilder()
    .setName('route')
    .setDescription('Where what goes')
    .setDefaultMemberPermissions(32n)
    .addSubcommand((sub) =>
      sub
        .setName('set')
        .setDescription('Sends a category to a channel')
        .addStringOption((option) =>
          option
            .setName('category')
            .setDescription('Which')
            .setRequired(true)
            .addChoices({ name: 'Errors', value: 'errors' }, { name: 'Sales', value: 'transactions' }),
        )
        .addChannelOption((option) => option.setName('channel').setDescription('Where').addChannelTypes(0, 5)),
    ),
  new SlashCommandBuilder()
    .setName('find')
    .setDescription('Finds a player')
    .addStringOption((option) => option.setName('player').setDescription('Who').setRequired(true).setAutocomplete(true))
    .addIntegerOption((option) => option.setName('days').setDescription('How far back').setMinValue(1).setMaxValue(90)),
].map((command) => command.toJSON());

async function registered(
  client: Client<true>,
  guild: FakeGuild,
  answer: (interaction: Interaction) => Promise<unknown>,
) {
  await client.application.commands.set(commands, guild.id);
  const errors: unknown[] = [];
  client.on('interactionCreate', (interaction) => void answer(interaction).catch((error) => errors.push(error)));
  return errors;
}

test('a client logs in, registers commands and answers one deferred, with an embed and a file', async () => {
  const { discord, guild, channel } = await startBotWorld();
  const client = await logIn(discord);
  expect(client.guilds.cache.get(guild.id)).toMatchObject({ name: 'Frostvale', available: true });
  const errors = await registered(client, guild, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const chosen = interaction.options.getChannel('channel', true);
    await interaction.editReply({
      embeds: [
        new EmbedBuilder()
          .setTitle(interaction.options.getString('category', true))
          .setDescription(`<#${chosen.id}> ${chosen.name}`)
          .setImage('attachment://chart.png'),
      ],
      files: [new AttachmentBuilder(picture, { name: 'chart.png' })],
    });
  });
  expect(discord.bot.commands(guild.id).map(({ name }) => name)).toEqual(['route', 'find']);
  expect(discord.bot.registrations(guild.id)).toBe(1);

  const answer = await discord.bot.run(guild, 'route set', { category: 'errors', channel });
  expect(answer).toMatchObject({ isDeferred: true, isEphemeral: true, edits: 0, firstAnswerMs: expect.any(Number) });
  expect(answer.message.embeds).toMatchObject([{ title: 'errors', description: `<#${channel.id}> sales` }]);
  expect(answer.message.files).toMatchObject([{ name: 'chart.png', bytes: picture }]);
  expect(errors).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test('a press updates the message; another one shows a modal, whose fields come back', async () => {
  const { discord, guild } = await startBotWorld();
  const client = await logIn(discord);
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('next').setLabel('Next').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setCustomId('note').setLabel('Note').setStyle(ButtonStyle.Secondary),
    new ButtonBuilder().setCustomId('off').setLabel('Off').setStyle(ButtonStyle.Secondary).setDisabled(true),
  );
  const select = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('range')
      .setPlaceholder('Range')
      .addOptions({ label: 'Week', value: '7' }),
  );
  const modal = new ModalBuilder()
    .setCustomId('noted')
    .setTitle('A note')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Text')
        .setTextInputComponent(
          new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Short).setMaxLength(10),
        ),
    );
  const errors = await registered(client, guild, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'page 1', components: [row, select] });
    else if (interaction.isStringSelectMenu()) {
      await interaction.deferUpdate();
      await interaction.editReply({ content: `range ${interaction.values.join()}` });
    } else if (interaction.isButton() && interaction.customId === 'next')
      await interaction.update({ content: 'page 2' });
    else if (interaction.isButton()) await interaction.showModal(modal);
    else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      await interaction.update({ content: interaction.fields.getTextInputValue('text') });
      await interaction.followUp({ content: 'thanks', flags: MessageFlags.Ephemeral });
    }
  });
  const { message } = await discord.bot.run(guild, 'find', { player: 'steve' });
  expect(message.content).toBe('page 1');
  const pressed = await discord.bot.press(message, 'Next');
  expect(pressed.message).toBe(message);
  expect(message).toMatchObject({ content: 'page 2', edits: 1 });
  await discord.bot.choose(message, 'Range', ['Week']);
  expect(message.content).toBe('range 7');

  const { modal: shown } = await discord.bot.press(message, 'note');
  expect(shown).toMatchObject({ title: 'A note', inputs: [{ label: 'Text', customId: 'text' }] });
  await expect(discord.bot.submit(shown, { Text: 'far too long a text' })).rejects.toThrow('takes 0 to 10 characters');
  const sent = await discord.bot.submit(shown, { Text: 'hello' });
  expect(message.content).toBe('hello');
  await discord.waitFor(() => sent.followUps.length === 1);
  expect(sent.followUps).toMatchObject([{ content: 'thanks', isEphemeral: true }]);
  await expect(discord.bot.press(message, 'Off')).rejects.toThrow('disabled');
  await expect(discord.bot.press(message, 'Back')).rejects.toThrow('There is no button Back; there are Next (next)');
  expect(errors).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test('autocomplete', async () => {
  const { discord, guild } = await startBotWorld();
  const client = await logIn(discord);
  await registered(client, guild, async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const { name, value } = interaction.options.getFocused(true);
    await interaction.respond([{ name: `${name} ${value} ${interaction.options.getInteger('days')}`, value }]);
  });
  expect(await discord.bot.autocomplete(guild, 'find', { days: 7 }, { name: 'player', value: 'st' })).toEqual([
    { name: 'player st 7', value: 'st' },
  ]);
  expect(discord.violations).toEqual([]);
});

test('a client that loses its connection resumes, and misses nothing', async () => {
  const { discord, guild } = await startBotWorld();
  const client = await logIn(discord);
  await registered(client, guild, async (interaction) => {
    if (interaction.isRepliable()) await interaction.reply('here');
  });
  discord.bot.drop();
  const missed = await discord.bot.run(guild, 'find', { player: 'steve' });
  expect(missed.message.content).toBe('here');
  expect(discord.bot).toMatchObject({ sessions: 1, resumes: 1, isConnected: true });
  discord.bot.reconnect();
  await discord.waitFor(() => discord.bot.resumes === 2);
  expect(discord.violations).toEqual([]);
});
