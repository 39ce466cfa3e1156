import { expect, test } from 'vitest';
import type { FakeMessage } from '../helpers/fake-discord/bot/message.ts';
import { delivered, payment, playersIn, untilStatuses } from './_events.ts';
import { addWithoutWebhooks, fillWithWebhooks, webhooksIn } from './_route.ts';
import { buttonsOf, textOf, told } from './_shown.ts';
import { startBotWorld } from './_world.ts';

const error = { type: 'error.plugin', severity: 'error', player: { name: 'Ray' } };
const other = { id: '900000000000000004', username: 'kim' };

/** An error in a channel that the bot writes into itself. */
async function startWithError() {
  const world = await startBotWorld();
  const channel = addWithoutWebhooks(world);
  await world.run('route set', { key: 'errors', channel });
  await delivered(world, error);
  const [message] = channel.messages as FakeMessage[];
  if (message === undefined) throw new Error('nothing was written');
  return { ...world, world, channel, message };
}

test('where the bot may make no webhook, it writes itself, and says so', async () => {
  const world = await startBotWorld();
  const { run } = world;
  const channel = addWithoutWebhooks(world);
  const set = await run('route set', { key: 'errors', channel });
  expect(textOf(set.message)).toContain(`✅ **errors** goes to <#${channel.id}> from now on.`);
  expect(textOf(set.message)).toContain('The bot writes there itself, since Crier may not make webhooks there.');
  await delivered(world, error);
  expect(channel.messages.map(textOf)).toEqual([expect.stringContaining('Plugin error')]);
  expect(webhooksIn(world, channel)).toEqual([]);
  expect(textOf((await run('route list')).message)).toContain(`**errors** → <#${channel.id}>`);
  expect(textOf((await run('route test', { route: 'errors' })).message)).toContain('✅ [Delivered](');
});

test('the same where a channel has no room for another webhook', async () => {
  const world = await startBotWorld();
  const full = world.guild.addChannel({ name: 'full' });
  fillWithWebhooks(world, full);
  const set = await world.run('route set', { key: 'transactions', channel: full });
  expect(textOf(set.message)).toMatch(/The bot writes there itself.*as many webhooks there as Discord allows/);
  await delivered(world, payment('Steve'));
  expect(full.messages).toHaveLength(1);
  expect(buttonsOf(full.messages[0] as FakeMessage)).toEqual([]);
});

test('/setup says so too, and its test arrives', async () => {
  const world = await startBotWorld({ isRouted: false });
  const channel = addWithoutWebhooks(world);
  const { message } = await world.run('setup');
  await world.choose(message, 'Channel for: Everything else', channel.id);
  expect(textOf(message)).toMatch(/✅ \[Delivered\][\s\S]*The bot writes there itself/);
  expect(channel.messages).toHaveLength(1);
});

test('what the bot may no longer is named in the status, and /resume goes on once it may again', async () => {
  const { world, channel, run, sales } = await startWithError();
  channel.setBotPermissions(['ViewChannel']);
  await world.crier.post(error);
  await expect
    .poll(async () => textOf((await run('status')).message))
    .toMatch(new RegExp(`🔴 <#${channel.id}>[\\s\\S]*broken: .*Send Messages`));
  // The default route is told of it.
  await expect.poll(() => playersIn(world, sales.id)).toHaveLength(1);
  channel.setBotPermissions(['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles']);
  const [id = ''] = await world.suggest('resume', 'destination', 'broken');
  await run('resume', { destination: id });
  await expect.poll(() => channel.messages.length).toBe(2);
  await expect.poll(async () => textOf((await run('status')).message)).toContain('All is well');
});

test('Acknowledge stays at the message for all, with who did it; everybody with the right may press', async () => {
  const { message, press, discord } = await startWithError();
  expect(buttonsOf(message)).toEqual(['Acknowledge', 'Replay']);
  const before = textOf(message);
  const pressed = await press(message, 'Acknowledge', other);
  expect(pressed.message).toBe(message);
  expect(textOf(message)).toContain(before);
  expect(textOf(message)).toMatch(new RegExp(`✅ Acknowledged by <@${other.id}> <t:\\d+:R>`));
  expect(buttonsOf(message)).toEqual(['Replay']);
  expect(message.isEphemeral).toBe(false);
  expect(discord.bot.messages.flatMap(({ mentions }) => mentions.users)).toEqual([]);
});

test('Replay under an event sends it again, and tells the person alone', async () => {
  const { world, channel, message, press } = await startWithError();
  const pressed = await press(message, 'Replay', other);
  expect(pressed.isEphemeral).toBe(true);
  expect(textOf(pressed.message)).toContain('Put back into its lane.');
  await untilStatuses(world, { delivered: 2 });
  expect(channel.messages).toHaveLength(2);
  expect(message.edits).toBe(0);
});

test('whoever lacks Manage Server can press neither', async () => {
  const { message, press, channel } = await startWithError();
  const nobody = { id: '900000000000000002', username: 'alex', permissions: [] };
  for (const label of ['Acknowledge', 'Replay']) {
    const pressed = await press(message, label, nobody);
    expect(told(pressed), label).toContain('You need the permission "Manage Server"');
    expect(pressed.isEphemeral, label).toBe(true);
  }
  expect(message.edits).toBe(0);
  expect(channel.messages).toHaveLength(1);
});

test('both go on working after a restart', async () => {
  const { world, message } = await startWithError();
  await world.restart();
  await world.press(message, 'Acknowledge');
  expect(textOf(message)).toContain('✅ Acknowledged by');
  await world.press(message, 'Replay');
  await untilStatuses(world, { delivered: 2 });
});
