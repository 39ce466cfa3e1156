import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FakeDiscord, failure, startFakeDiscord } from '../helpers/fake-discord.ts';
import { isFree, type Service, type ServiceOptions, startService } from './_process.ts';

// Each test starts processes, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

const root = resolve(import.meta.dirname, '../..');

let cwd: string;
let service: Service | undefined;
let discord: FakeDiscord | undefined;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'crier-signals-'));
});
afterEach(async () => {
  await service?.remove();
  await discord?.stop();
  service = undefined;
  discord = undefined;
  rmSync(cwd, { recursive: true, force: true });
});

async function start(options: ServiceOptions = {}): Promise<Service> {
  service = await startService({ cwd, ...options });
  return service;
}

/** A service that has just sent something that Discord does not answer for `ms`. */
async function startWithSlowSend(ms: number): Promise<{ service: Service; discord: FakeDiscord }> {
  const slow = await startFakeDiscord();
  discord = slow;
  const running = await start({
    env: { DISCORD_API_BASE: slow.apiBase, DISCORD_WEBHOOK_DEFAULT: slow.addWebhook().url },
  });
  await running.says('Crier is running');
  slow.fail({ method: 'POST', with: failure.slow(ms) });
  const posted = await fetch(`${running.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: 'Bearer crier_test_key_of_the_service', 'content-type': 'application/json' },
    body: '{"type":"payment.completed"}',
  });
  expect(posted.status).toBe(202);
  await slow.waitFor(() => slow.inFlight > 0);
  return { service: running, discord: slow };
}

test.skipIf(process.platform === 'win32')(
  'SIGTERM to `npm start` stops the service, and npm ends only after it',
  async () => {
    copyFileSync(join(root, 'package.json'), join(cwd, 'package.json'));
    for (const name of ['src', 'node_modules']) symlinkSync(join(root, name), join(cwd, name));
    const { says, child, end, out, port } = await start({ command: ['npm', 'start'] });
    await says('Crier is running');
    child.kill('SIGTERM');
    expect(await end()).toEqual({ code: 0, signal: null });
    expect(out()).toContain('"msg":"stopped"');
    expect(await isFree(port)).toBe(true);
  },
);

test('SIGTERM lets what is in flight finish', async () => {
  const { service: running, discord: slow } = await startWithSlowSend(500);
  running.child.kill('SIGTERM');
  expect(await running.end()).toEqual({ code: 0, signal: null });
  expect(slow.messages()).toHaveLength(1);
  expect(running.out()).toMatch(/"outcome":"delivered".*"msg":"stopped"/s);
});

test('one Ctrl-C that comes twice, from the terminal and from npm, stops gracefully', async () => {
  const { service: running } = await startWithSlowSend(500);
  running.child.kill('SIGINT');
  running.child.kill('SIGINT');
  await running.says('stopping');
  running.child.kill('SIGINT');
  expect(await running.end()).toEqual({ code: 0, signal: null });
  expect(running.out()).toContain('"msg":"stopped"');
});

test('a second SIGINT ends the process at once', async () => {
  const { service: running } = await startWithSlowSend(60_000);
  running.child.kill('SIGINT');
  await running.says('stopping');
  const again = setInterval(() => running.child.kill('SIGINT'), 50);
  expect(await running.end(5_000)).toEqual({ code: 1, signal: null });
  clearInterval(again);
  expect(running.out()).not.toContain('"msg":"stopped"');
});

test('SIGTERM while it starts stops what runs already, and the rest is never started', async () => {
  const { says, child, end, out, port } = await start({
    env: {
      CRIER_LOG_LEVEL: 'debug',
      DISCORD_BOT_TOKEN: 'MTIz.test.token',
      DISCORD_API_BASE: 'http://127.0.0.1:9/api/v10',
    },
    // A part that starts for as long as nobody asks to stop.
    preload: `
      import { registerHooks } from 'node:module';
      const wait = 'console.log("loads"); await new Promise((go) => process.once("SIGTERM", go));';
      registerHooks({
        load(url, context, next) {
          const loaded = next(url, context);
          return url.endsWith('/src/bot/commands/help.ts') ? { ...loaded, source: wait + loaded.source } : loaded;
        },
      });`,
  });
  await says('loads');
  expect(await isFree(port)).toBe(false);
  child.kill('SIGTERM');
  expect(await end()).toEqual({ code: 0, signal: null });
  expect(out()).toMatch(/"part":"HTTP","msg":"stops".*"part":"database","msg":"stops".*"msg":"stopped"/s);
  expect(out()).not.toContain('"part":"jobs"');
  expect(out()).not.toContain('Crier is running');
  expect(await isFree(port)).toBe(true);
});
