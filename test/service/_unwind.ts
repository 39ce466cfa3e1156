import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partNames, startApp } from '../../src/app.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { startFakeDiscord } from '../helpers/fake-discord.ts';
import { testSettings } from '../helpers/start-app.ts';
import { freePort, isFree } from './_process.ts';

// A program: starts the service as often as it has parts, each time with another part that fails, and prints a line of
// JSON about each. It ends by itself only where nothing was left running.

const discord = await startFakeDiscord();
const guild = discord.addGuild();
const webhook = discord.addWebhook();

for (const failing of [...partNames, undefined]) {
  const dir = mkdtempSync(join(tmpdir(), 'crier-unwind-'));
  const port = await freePort();
  const settings = testSettings(dir, {
    apiBase: discord.apiBase,
    routes: { default: webhook.url },
    settings: { port, bot: { token: discord.bot.token, guildId: guild.id } },
  });
  const troubles: object[] = [];
  const note = (fields: object, message: string) => void troubles.push({ ...fields, message });
  const quiet = () => {};
  let error = '';
  try {
    const app = await startApp(settings, {
      log: { trace: quiet, debug: quiet, info: quiet, warn: note, error: note },
      onStart(name) {
        if (name === failing) throw new Error(`${name} is broken`);
      },
    });
    await app.stop();
  } catch (thrown) {
    error = String(thrown);
  }
  const isPortFree = await isFree(port);
  // Another Crier that held the database would be told here.
  const storage = await openStorage(settings.database);
  const state = await storage.getMeta('state');
  await storage.close();
  process.stdout.write(`${JSON.stringify({ failing, error, isPortFree, state, troubles })}\n`);
  rmSync(dir, { recursive: true, force: true });
}
await discord.stop();
process.stdout.write('"done"\n');
