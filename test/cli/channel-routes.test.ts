import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FakeGuild } from '../helpers/fake-discord/bot/guild.ts';
import { startTestApp } from '../helpers/start-app.ts';
import { startWorld, type World } from './_crier.ts';

let world: World;
let guild: FakeGuild;
beforeAll(async () => {
  world = await startWorld();
  guild = world.discord.addGuild({ name: 'Frostvale' });
});
afterAll(() => world.stop());

test('routes set --channel leads into a channel, and test tells that it arrives', async () => {
  const { settings } = world.crier;
  const withBot = await startTestApp({
    settings: { discord: settings.discord, bot: { token: world.discord.bot.token, guildId: undefined } },
  });
  const env = { CRIER_PORT: new URL(withBot.url).port };
  try {
    const { id } = guild.addChannel({ name: 'alarms' });
    const set = await world.run(['routes', 'set', 'errors', '--channel', id], { env });
    expect(set).toMatchObject({ code: 0, err: '', out: expect.stringContaining('errors goes to #alarms.') });
    expect((await world.run(['test', 'errors'], { env })).out).toMatch(/✓ Delivered to #alarms in \d+ ms\./);
    expect((await world.run(['routes'], { env })).out).toMatch(/errors +#alarms +ok/);
  } finally {
    await withBot.stop();
  }
});

test('without a bot it says what to set', async () => {
  const set = await world.run(['routes', 'set', 'errors', '--channel', guild.addChannel().id]);
  expect(set).toMatchObject({ code: 1, out: '' });
  expect(set.err).toContain('Set DISCORD_BOT_TOKEN');
});

test('doctor looks at channels too, and at a missing token', async () => {
  const { id } = guild.addChannel({ name: 'sales' });
  const gone = guild.addChannel({ name: 'gone' });
  gone.delete();
  mkdirSync(join(world.cwd, 'config'));
  const yaml = `stores:\n  main:\n    routes:\n      default: { channel: "${id}" }\n      errors: { channel: "${gone.id}" }\n`;
  writeFileSync(join(world.cwd, 'config/crier.yaml'), yaml);
  const env = { DISCORD_API_BASE: world.discord.apiBase, CRIER_PORT: '18789' };
  const without = await world.run(['doctor'], { env });
  expect(without.out).toMatch(/✗ channel default \(config\/crier\.yaml:4\) waits: .*Set DISCORD_BOT_TOKEN/);
  const { token } = world.discord.bot;
  const { out } = await world.run(['doctor'], { env: { ...env, DISCORD_BOT_TOKEN: token } });
  expect(out).toMatch(/✓ channel default \(config\/crier\.yaml:4\): "#sales" takes messages/);
  expect(out).toMatch(/✗ channel errors .*: the channel is gone/);
  expect(out).not.toContain(token);
});
