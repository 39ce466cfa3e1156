import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startFakeDiscord } from '../helpers/fake-discord.ts';

const start = new URL('../../src/start.js', import.meta.url).pathname;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The whole service as a process of its own. */
async function startService(env: Record<string, string>) {
  const cwd = mkdtempSync(join(tmpdir(), 'crier-guard-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const own = {
    CRIER_PORT: new URL(url).port,
    CRIER_API_KEY: 'crier_test_key_for_the_guard',
    CRIER_LOG_FORMAT: 'json',
  };
  const clean = Object.entries(process.env).filter(([name]) => !/^(CRIER_|DISCORD_|DATABASE_URL)/.test(name));
  const child = spawn(process.execPath, [start], { cwd, env: { ...Object.fromEntries(clean), ...own, ...env } });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += String(chunk)));
  return {
    url,
    log: () => log,
    exitCode: () => child.exitCode,
    async stop() {
      const exited = child.exitCode === null ? once(child, 'exit') : undefined;
      child.kill('SIGKILL');
      await exited;
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}

test('a packet that discord.js chokes on ends neither the bot nor the service', async () => {
  const discord = await startFakeDiscord();
  const guild = discord.addGuild();
  guild.addChannel({ name: 'lounge' });
  const service = await startService({
    DISCORD_API_BASE: discord.apiBase,
    DISCORD_BOT_TOKEN: discord.bot.token,
    DISCORD_GUILD_ID: guild.id,
  });
  try {
    await discord.waitFor(() => discord.bot.commands(guild.id).length > 0, 15_000);
    // Discord always sends more than this; the client reads what is not there.
    discord.bot.world.tell('INTERACTION_CREATE', {
      id: '1',
      type: 2,
      token: 'x',
      data: { type: 1, id: '2', name: 'status' },
    });
    await discord.waitFor(() => service.log().includes('discord.js failed inside'));
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    const shown = await discord.bot.run(guild, 'status');
    expect(JSON.stringify(shown.message.body)).toContain('it is not connected yet');
    expect(service.exitCode()).toBeNull();
  } finally {
    await service.stop();
    await discord.stop();
  }
});
