import { expect, test } from 'vitest';
import type { FakeMessage } from '../helpers/fake-discord/bot/message.ts';
import { auditIn } from './_audit.ts';
import { delivered } from './_events.ts';
import { buttonsOf, textOf, told } from './_shown.ts';
import { type BotWorld, startBotWorld } from './_world.ts';

const role = '123456789012345678';

/** What the bot wrote into #lounge of one event. */
async function written(world: BotWorld, event: object): Promise<FakeMessage> {
  const { crier, lounge } = world;
  await crier.request('PUT', '/v1/routes/errors', { channel: lounge.id, mention_role: role });
  await crier.request('PUT', '/v1/routes/payment.*', { channel: lounge.id });
  await delivered(world, event);
  const message = lounge.messages.at(-1) as FakeMessage | undefined;
  if (message === undefined) throw new Error('nothing was written');
  return message;
}

test('Acknowledge keeps the ping, the links, the file and the embed, and takes its own button away', async () => {
  const world = await startBotWorld();
  const description = Array.from({ length: 500 }, (_, line) => `line ${line} of a long trace`).join('\n');
  const message = await written(world, {
    type: 'error.plugin',
    description,
    links: [{ label: 'Console', url: 'https://example.com/console' }],
  });
  expect(buttonsOf(message)).toEqual(['Console', 'Acknowledge', 'Replay']);
  const [before, files] = [structuredClone(message.body), message.files.map(({ name }) => name)];
  expect(files).toHaveLength(1);
  await world.press(message, 'Acknowledge');
  expect(message.content).toBe(`<@&${role}>`);
  expect(message.files.map(({ name }) => name)).toEqual(files);
  expect(message.embeds[0]).toMatchObject((before['embeds'] as object[])[0] ?? {});
  expect(message.embeds).toHaveLength(2);
  expect(buttonsOf(message)).toEqual(['Console', 'Replay']);
  expect(world.discord.bot.messages).toHaveLength(1);
});

test('where the embeds are full, it stands in the text above them', async () => {
  const world = await startBotWorld();
  const fields = Array.from({ length: 20 }, (_, index) => ({ name: `field ${index}`, value: 'x'.repeat(1_000) }));
  const message = await written(world, { type: 'payment.failed', fields });
  const [before] = message.embeds;
  await world.press(message, 'Acknowledge');
  expect(message.embeds).toMatchObject([before]);
  expect(message.content).toMatch(/^✅ Acknowledged by <@\d+> <t:\d+:R>$/);
  expect(buttonsOf(message)).toEqual(['Replay']);
});

test('it is in the audit log, by the delivery and the person', async () => {
  const world = await startBotWorld();
  const message = await written(world, { type: 'payment.declined' });
  const before = auditIn(world.crier.dir).length;
  await world.press(message, 'Acknowledge', { id: '900000000000000004', username: 'kim' });
  const { body } = await world.crier.request('GET', '/v1/deliveries?type=payment.declined');
  expect(auditIn(world.crier.dir).slice(before)).toMatchObject([
    { action: 'acknowledge-delivery', target: body.data[0].id, actor: expect.stringContaining('@kim') },
  ]);
});

test('in a server that belongs to another store, or to none, the buttons do nothing', async () => {
  const world = await startBotWorld();
  const message = await written(world, { type: 'error.plugin' });
  const stranger = world.discord.addGuild({ name: 'Elsewhere' });
  const there = stranger.addChannel({ name: 'general' });
  const moved = world.discord.bot.world.addMessage({ channel: there, content: { body: message.body, files: [] } });
  const pressed = await world.press(moved, 'Acknowledge', { channel: there });
  expect(told(pressed)).toContain('This server is not linked to a store yet');
  expect(textOf(moved)).not.toContain('Acknowledged');
});
