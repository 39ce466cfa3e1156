import { expect, test } from 'vitest';
import { categories } from '../../src/model/category.ts';
import { payment, statusesOf } from './_events.ts';
import { textOf, told } from './_shown.ts';
import { startBotWorld } from './_world.ts';

test('/test offers every category, and sends a sample of each the way that its events go', async () => {
  const { run, discord, guild, sales, crier } = await startBotWorld();
  const errors = guild.addChannel({ name: 'errors' });
  await run('route set', { key: 'errors', channel: errors });
  for (const category of categories) {
    const tested = await run('test', { category });
    expect(tested.isEphemeral, category).toBe(true);
    expect(textOf(tested.message), category).toMatch(/^\*\*.+\*\*: ✅ \[Delivered\]\(https:\S+\) in \d+ ms\.$/);
    const message = discord.messages().at(-1);
    expect(textOf(tested.message), category).toContain(message?.id);
    expect(JSON.stringify(message?.body), category).toContain('Test: ');
    expect(message?.channelId, category).toBe(category === 'errors' ? errors.id : sales.id);
  }
  const { body } = await crier.request('GET', '/v1/deliveries?limit=200');
  expect(body.data.map(({ event }: { event: { category: string } }) => event.category).reverse()).toEqual(categories);
});

test('/test says why a sample does not arrive: no route, a pause, a refusal, a webhook that is gone', async () => {
  const none = await startBotWorld({ isRouted: false });
  expect(told(await none.run('test', { category: 'gifting' }))).toMatch(
    /No route leads events of the category gifting anywhere[\s\S]*Code/,
  );
  const world = await startBotWorld();
  const { run, discord, webhook } = world;
  await run('pause');
  expect(textOf((await run('test', { category: 'errors' })).message)).toMatch(/⚠️ paused: paused by @steve/);
  await run('resume');
  discord.deleteWebhook(webhook.id);
  expect(textOf((await run('test', { category: 'errors' })).message)).toMatch(/⚠️ .*webhook was deleted/);
});

test('a sample counts nowhere as a sale, and takes its place behind what was there before', async () => {
  const world = await startBotWorld();
  await world.crier.post(payment('Steve'));
  await world.run('test', { category: 'transactions' });
  expect(await statusesOf(world)).toEqual({ delivered: 2 });
  const first = JSON.stringify(world.discord.messages()[0]?.body);
  expect(first).toContain('Steve');
});
