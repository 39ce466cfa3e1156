import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isFree, replaceModule, type Service, startService } from './_process.ts';

// Each test starts processes, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

let cwd: string;
const services: Service[] = [];
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'crier-failure-'));
});
afterEach(async () => {
  for (const service of services.splice(0)) await service.remove();
  rmSync(cwd, { recursive: true, force: true });
});

async function start(options: Parameters<typeof startService>[0] = {}): Promise<Service> {
  const service = await startService({ cwd, ...options });
  services.push(service);
  return service;
}

/** It tells the failure on standard error, and 2 s later at most nothing of it is left. */
async function expectEnd(service: Service, ...texts: readonly (string | RegExp)[]): Promise<void> {
  await service.says('Crier could not start.');
  expect(await service.end(2_000)).toEqual({ code: 1, signal: null });
  for (const text of texts) expect(service.err()).toMatch(text);
  expect(service.out()).not.toContain('Crier is running');
  expect(await isFree(service.port)).toBe(true);
}

test('a bot command of the wrong shape, which is found after the port is open, ends the process', async () => {
  const service = await start({
    env: { DISCORD_BOT_TOKEN: 'MTIz.test.token', DISCORD_API_BASE: 'http://127.0.0.1:9/api/v10' },
    preload: replaceModule('/src/bot/commands/help.ts', 'export default { name: "help" };'),
  });
  await expectEnd(service, /src\/bot\/commands\/help\.ts has no default export that is a slash command/);
});

test('a job of the wrong shape, the last part of all, ends the process', async () => {
  const service = await start({
    preload: replaceModule('/src/jobs/scheduled/prune.ts', 'export default { cron: "at noon", run: async () => {} };'),
  });
  await expectEnd(service, /src\/jobs\/scheduled\/prune\.ts has no default export that is a job/);
});

test('a port that is taken ends the process, and says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const service = await start({ env: { CRIER_PORT: String(port) } });
  await expectEnd(service, `127.0.0.1:${port}: the port is taken`, 'set CRIER_PORT');
  const onPanel = { CRIER_PORT: '', CRIER_HOST: '127.0.0.1', SERVER_PORT: String(port) };
  await expectEnd(await start({ env: onPanel }), `127.0.0.1:${port} (SERVER_PORT): the port is taken`);
  other.close();
});

test('a database that cannot be read ends the process, and names the file', async () => {
  mkdirSync(join(cwd, 'data'));
  writeFileSync(join(cwd, 'data/crier.db'), 'this is no database, but a text that is long enough to be read as one');
  await expectEnd(
    await start(),
    /database .*crier\.db/,
    'not a database. Put a backup in its place: npm run crier -- restore',
  );
});

test('a second Crier on the same database ends, and the first one goes on', async () => {
  const first = await start();
  await first.says('Crier is running');
  await expectEnd(await start(), 'Another Crier already runs on the database', 'set DATABASE_URL');
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
});
