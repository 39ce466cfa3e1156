import { expect, test } from 'vitest';
import { delivered, payment, playersIn } from './_events.ts';
import { addHidden, webhooksIn } from './_route.ts';
import { buttonsOf, optionsOf, textOf, told } from './_shown.ts';
import { startBotWorld } from './_world.ts';

const kindMenu = 'Choose a kind of events';

test('/setup leads from nothing to three channels, each with a test in it', async () => {
  const world = await startBotWorld({ isRouted: false });
  const { run, press, choose, guild, discord } = world;
  const [all, money, broken] = ['all', 'money', 'broken'].map((name) => guild.addChannel({ name }));
  if (all === undefined || money === undefined || broken === undefined) throw new Error('three were made');
  const { message, isEphemeral } = await run('setup');
  expect(isEphemeral).toBe(true);
  expect(textOf(message)).toMatch(/▶️ \*\*Everything else\*\* → \*nowhere yet\*/);
  expect(textOf(message)).toContain('▫️ **Transactions** → *as everything else*');
  expect(buttonsOf(message)).toEqual(['Done']);
  expect(optionsOf(message)).toEqual([
    'Everything else',
    ...['Transactions', 'Errors', 'Processing', 'Gifting', 'Loyalty', 'Subscriptions', 'Subscribe', 'Unsubscribe'],
  ]);

  await choose(message, 'Channel for: Everything else', all.id);
  expect(textOf(message)).toContain(`**Everything else** → <#${all.id}>`);
  expect(textOf(message)).toMatch(/\*\*Everything else\*\* in <#\d+>: ✅ \[Delivered\]/);
  expect(textOf(message)).toContain('▶️ **Transactions**');
  await choose(message, 'Channel for: Transactions', money.id);
  await choose(message, kindMenu, 'errors');
  expect(textOf(message)).toContain('▶️ **Errors** → *as everything else*');
  await choose(message, 'Channel for: Errors', broken.id);
  for (const channel of [all, money, broken]) {
    expect(webhooksIn(world, channel), channel.name).toHaveLength(1);
    expect(
      discord.messages().filter(({ channelId }) => channelId === channel.id),
      channel.name,
    ).toHaveLength(1);
  }

  await press(message, 'Send a test to each');
  expect(textOf(message).match(/: ✅ \[Delivered\]/g)).toHaveLength(3);
  expect(discord.messages()).toHaveLength(6);
  await press(message, 'Done');
  expect(textOf(message)).toMatch(/^All set\n/);
  expect(textOf(message)).toMatch(/<\/status:\d+> shows how it stands, <\/test:\d+> sends a sample/);
  expect(textOf(message)).not.toMatch(/Choose a kind|▶️/);
  expect(buttonsOf(message)).toEqual([]);

  await delivered(world, payment('Steve'), { type: 'error.plugin', player: { name: 'Ray' } });
  await delivered(world, { type: 'gift.sent', player: { name: 'Kim' } });
  expect(playersIn(world, money.id).at(-1)).toBe('Steve');
  expect(playersIn(world, broken.id).at(-1)).toBe('Ray');
  expect(playersIn(world, all.id).at(-1)).toBe('Kim');
});

test('what stands is shown when it is opened again, and a channel can be changed', async () => {
  const world = await startBotWorld({ isRouted: false });
  const { run, choose, lounge, sales } = world;
  await run('route set', { key: 'default', channel: sales });
  const { message } = await run('setup');
  expect(textOf(message)).toContain(`▶️ **Everything else** → <#${sales.id}>`);
  expect(buttonsOf(message)).toEqual(['Send a test to each', 'Done']);
  await choose(message, 'Channel for: Everything else', lounge.id);
  await delivered(world, payment('Steve'));
  expect(playersIn(world, lounge.id).at(-1)).toBe('Steve');
});

test('what the operator has set is marked, and refused beside the message', async () => {
  const { run, choose, lounge } = await startBotWorld();
  const { message } = await run('setup');
  const before = textOf(message);
  expect(before).toMatch(/\*\*Everything else\*\* → <#\d+> 🔒/);
  expect(before).toContain('🔒 is set by the operator');
  const refused = await choose(message, 'Channel for: Everything else', lounge.id);
  expect(textOf(message)).toBe(before);
  expect(told(refused)).toMatch(/of the route "default" is set in test[\s\S]*Code/);
});

test('a channel in which the bot may nothing is told beside the message, and another one can be chosen', async () => {
  const world = await startBotWorld({ isRouted: false });
  const { run, choose, lounge } = world;
  const hidden = addHidden(world);
  const { message } = await run('setup');
  expect(told(await choose(message, 'Channel for: Everything else', hidden.id))).toMatch(
    /#hidden[\s\S]*"View Channel"/,
  );
  await choose(message, 'Channel for: Everything else', lounge.id);
  expect(textOf(message)).toContain(`**Everything else** → <#${lounge.id}>`);
});

test('a route that is muted gets no test, and one that does not work says so', async () => {
  const { run, press, discord, webhook, lounge } = await startBotWorld();
  await run('route set', { key: 'errors', channel: lounge });
  await run('route mute', { route: 'errors' });
  const { message } = await run('setup');
  discord.deleteWebhook(webhook.id);
  await press(message, 'Send a test to each');
  expect(textOf(message)).toMatch(/\*\*Everything else\*\*: ⚠️ .*deleted/);
  expect(textOf(message)).not.toMatch(/\*\*Errors\*\*: /);
});
