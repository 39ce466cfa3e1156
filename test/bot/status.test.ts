import { expect, test } from 'vitest';
import { failed, payment } from './_events.ts';
import { buttonsOf, textOf } from './_shown.ts';
import { startBotWorld } from './_world.ts';

test('/status shows how everything stands, for the person alone, and is refreshed by its button', async () => {
  const { discord, crier, run, press } = await startBotWorld();
  const shown = await run('status');
  expect(shown.isEphemeral).toBe(true);
  expect(textOf(shown.message)).toMatch(/🟢 Frostvale\nAll is well\.[\s\S]*nothing delivered yet/);
  await crier.post({ type: 'payment.completed', player: { name: 'Steve' } });
  await discord.waitFor(() => discord.messages().some(({ body }) => JSON.stringify(body).includes('Steve')));
  const pressed = await press(shown.message, 'Refresh');
  expect(pressed.message).toBe(shown.message);
  expect(textOf(pressed.message)).toMatch(/transactions\*\* → .*· 1 in 24 h/);
});

test('/status where a route is missing says what waits and what to do', async () => {
  const { crier, run, webhook } = await startBotWorld({ isRouted: false });
  await crier.request('PUT', '/v1/routes/errors', { webhook: webhook.url });
  await crier.post(payment('Steve'), payment('Alex'));
  const text = textOf((await run('status')).message);
  expect(text).toMatch(/🟡 Frostvale/);
  expect(text).toMatch(
    /🟡 \*\*routes\*\*: 2 deliveries wait for a route, since <t:\d+:R>\. Set a default route.*<\/route set:\d+>/,
  );
  expect(text).toMatch(/Without a route: 2 wait for a route, the oldest <t:\d+:R>/);
  expect(text).toContain('**transactions** → ⚠️ no route');
});

test('/status names what failed, what is paused and until when, and what is broken', async () => {
  const world = await startBotWorld();
  const { discord, crier, run, webhook, sales } = world;
  await failed(world, payment('Steve'));
  const yellow = textOf((await run('status')).message);
  expect(yellow).toMatch(/^🟡 Frostvale\n🟡 \*\*default \(all\)\*\*: 1 delivery has failed, the last because/);
  expect(yellow).toMatch(new RegExp(`🟡 <#${sales.id}>.* · 1 failed`));

  await run('pause', { for: '2h' });
  await crier.post(payment('Alex'));
  const paused = textOf((await run('status')).message);
  expect(paused).toMatch(/paused until <t:\d+:R>: paused by @steve/);
  expect(paused).toMatch(/· 1 waiting since <t:\d+:R>/);

  await run('resume');
  discord.deleteWebhook(webhook.id);
  await crier.post(payment('Kim'));
  await expect.poll(async () => textOf((await run('status')).message)).toContain('broken: the webhook was deleted');
  const red = textOf((await run('status')).message);
  expect(red).toMatch(
    /^🔴 Frostvale\n🔴 \*\*default \(all\)\*\*: the webhook was deleted in Discord, 2 waiting, since <t:\d+:R>\. Make a new one/,
  );
});

test('/status keeps to its size where there are more destinations than lines', async () => {
  const keys = Array.from({ length: 25 }, (_, index) => `plugin${index}.done`);
  const world = await startBotWorld();
  const { discord, crier, guild, run } = world;
  for (const key of keys) {
    const channel = guild.addChannel({ name: key });
    const { url } = discord.addWebhook({ channelId: channel.id, guildId: guild.id });
    expect((await crier.request('PUT', `/v1/routes/${key}`, { webhook: url })).status).toBeLessThan(300);
  }
  const { message } = await run('status');
  expect(textOf(message)).toMatch(/Destinations: [\s\S]*(and \d+ more|…)\nCategories/);
  expect(buttonsOf(message)).toEqual(['Refresh']);
});
