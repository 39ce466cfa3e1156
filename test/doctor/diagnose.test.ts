import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli, startWorld, type World } from '../cli/_crier.ts';

let world: World;
let cwd: string;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'crier-doctor-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const doctor = (env: Record<string, string>, ...args: string[]) =>
  runCli(['doctor', ...args], { cwd, env: { DISCORD_API_BASE: world.discord.apiBase, CRIER_PORT: '18787', ...env } });

test('a healthy service with its webhook is all well', async () => {
  const hook = world.discord.addWebhook({ name: 'sales' });
  const env = {
    CRIER_PORT: new URL(world.crier.url).port,
    DATABASE_URL: `sqlite:${join(world.crier.dir, 'crier.db')}`,
    DISCORD_WEBHOOK_DEFAULT: hook.url,
    CRIER_SECRET_KEY: world.crier.settings.secretKey ?? '',
  };
  const { code, out } = await doctor(env);
  expect(out).not.toContain(hook.token);
  expect(out).toMatch(/✓ database .*schema \d+ of \d+, undamaged/);
  expect(out).toMatch(/✓ Crier runs at .* and is ready/);
  expect(out).toContain('✓ the service says that all is well');
  expect(out).toMatch(/✓ the clock agrees with that of Discord/);
  expect(out).toMatch(/✓ webhook default .*: "sales" takes messages/);
  expect({ code, end: out.split('\n').at(-2) }).toEqual({ code: 0, end: 'Nothing is wrong.' });
});

describe('a running service', () => {
  const known = (): Record<string, string> => ({
    CRIER_PORT: new URL(world.crier.url).port,
    DATABASE_URL: `sqlite:${join(world.crier.dir, 'crier.db')}`,
    CRIER_SECRET_KEY: world.crier.settings.secretKey ?? '',
  });

  test('tells a lane that is broken, which no file knows of', async () => {
    const hook = world.discord.addWebhook({});
    await world.crier.request('PUT', '/v1/routes/loyalty', { webhook: hook.url });
    world.discord.deleteWebhook(hook.id);
    await world.crier.request('POST', '/v1/routes/loyalty/test');
    const { code, out } = await doctor(known());
    await world.crier.request('DELETE', '/v1/routes/loyalty');
    expect(code).toBe(1);
    expect(out).toMatch(/✗ loyalty \(.*\): the webhook was deleted in Discord.*\n {4}Make a new one/);
  });

  test('tells a source that refuses', async () => {
    await world.crier.request('PUT', '/v1/sources/tebex', { secret: 'mistyped' });
    const headers = { 'x-signature': '00' };
    await fetch(`${world.crier.url}/in/main/tebex`, { method: 'POST', headers, body: '{}' });
    const { code, out } = await doctor(known());
    await world.crier.request('DELETE', '/v1/sources/tebex');
    expect(code).toBe(1);
    expect(out).toMatch(/✗ source Tebex: 1 request was refused.*\n {4}.*source retry tebex/);
  });

  test('that may not be asked is not well', async () => {
    const { code, out } = await doctor({ ...known(), CRIER_API_KEY: 'crier_this_is_no_key_of_that_service' });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ the service does not tell how it stands: The key from CRIER_API_KEY was refused/);
  });

  test('whose secrets were sealed with another key is not well, nor is one without a key', async () => {
    const other = await doctor({ ...known(), CRIER_SECRET_KEY: 'another-secret-key-that-nothing-was-sealed-with' });
    expect(other.out).toMatch(/✗ secret key from CRIER_SECRET_KEY is not the one .*\n {4}Put the key back/);
    const { CRIER_SECRET_KEY: _, ...without } = known();
    const { code, out } = await doctor(without);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ secret key .*secret\.key is missing, and the database holds secrets/);
  });
});

test('before the first start nothing is wrong, and nothing is made', async () => {
  const { code, out } = await doctor({});
  expect(code).toBe(0);
  expect(out).toMatch(/! no database yet\n {4}The first start makes it\./);
  expect(out).toMatch(/! Crier does not run; 127\.0\.0\.1:18787 is free\n {4}Start it with: npm start/);
});

test('every wrong setting is told with its line and its cure', async () => {
  writeFileSync(join(cwd, '.env'), 'CRIER_LOG_LEVEL=loud\nDISCORD_WEBHOOK_DEFAULT=https://example.com/hook\n');
  const { code, out } = await doctor({});
  expect(code).toBe(1);
  expect(out).toMatch(/✗ \.env:1: CRIER_LOG_LEVEL.*\n {4}Expected: /);
  expect(out).toMatch(/✗ \.env:2: DISCORD_WEBHOOK_DEFAULT/);
  expect(out).toContain('2 things need mending.');
});

test('what is likely to be a mistake and stops nothing is told too', async () => {
  writeFileSync(join(cwd, '.env.txt'), 'CRIER_PORT=1\n');
  const { code, out } = await doctor({ CRIER_PROT: '1', CRIER_KEY: 'crier_of_a_sender' });
  expect(code).toBe(0);
  expect(out).toMatch(/! \.env\.txt is not read: its name has to be \.env\n {4}Rename it to \.env\./);
  expect(out).toMatch(/! CRIER_PROT in the environment .*\n {4}Did you mean "CRIER_PORT"\?/);
  expect(out).not.toContain('CRIER_KEY');
});

test('a proxy is told without its password, with what does not use it', async () => {
  const env = { HTTPS_PROXY: 'http://relay:hunter2@proxy.example.com:3128', DISCORD_BOT_TOKEN: 'MTIz.test.token' };
  const { code, out } = await doctor(env);
  expect(code).toBe(0);
  expect(out).toContain('✓ Discord is reached through the proxy proxy.example.com:3128 (HTTPS_PROXY)');
  expect(out).toMatch(/! the bot does not use HTTPS_PROXY/);
  expect(out).not.toContain('hunter2');
});

test('a dead webhook is told with the cure, without its token', async () => {
  const dead = world.discord.addWebhook({});
  world.discord.deleteWebhook(dead.id);
  writeFileSync(join(cwd, '.env'), `DISCORD_WEBHOOK_ERRORS=${dead.url}\n`);
  const { code, out } = await doctor({});
  expect(code).toBe(1);
  expect(out).toMatch(/✗ webhook errors \(\.env:1\): .*deleted.*\n {4}Put a working URL there/);
  expect(out).not.toContain(dead.token);
});

test('an open secret key, a damaged database and a taken port are told at once, also as JSON', async () => {
  const data = join(cwd, 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'secret.key'), `${'ab'.repeat(32)}\n`);
  chmodSync(join(data, 'secret.key'), 0o644);
  writeFileSync(join(data, 'crier.db'), 'this is no database, but a text that is long enough to be read as one');
  const taken = createServer().listen(0, '127.0.0.1');
  const address = await new Promise((resolve) => taken.once('listening', () => resolve(taken.address())));
  const port = typeof address === 'object' && address !== null && 'port' in address ? String(address.port) : '';
  taken.on('connection', (socket) => socket.destroy());
  const ran = await doctor({ CRIER_PORT: port }, '--json');
  taken.close();
  expect(ran).toMatchObject({ code: 1, err: '' });
  const { bad, findings } = JSON.parse(ran.out);
  expect(bad).toBe(3);
  const text = findings.map(({ what, cure }: { what: string; cure?: string }) => `${what} ${cure ?? ''}`).join('\n');
  expect(text).toMatch(/secret key may be read by others.*chmod 600/);
  expect(text).toMatch(/database .* cannot be read/);
  expect(text).toContain(`another program has 127.0.0.1:${port} Stop it, or set CRIER_PORT`);
});

test('without Discord it goes on and only notes it', async () => {
  const { code, out } = await doctor({ DISCORD_API_BASE: 'http://127.0.0.1:1/api/v10' });
  expect(code).toBe(0);
  expect(out).toContain('! Discord cannot be reached from here');
});

test('backup copies the file itself where no service runs', async () => {
  const env = { DATABASE_URL: `sqlite:${join(world.crier.dir, 'crier.db')}`, CRIER_PORT: '18787' };
  const ran = await runCli(['backup', 'copy.db', '--json'], { cwd, env });
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(ran.out).bytes).toBeGreaterThan(10_000);
});

test.skipIf(process.getuid?.() !== 0)(
  'a user who may not look into the data folder is told whose it is, and no harmful cure',
  async () => {
    chmodSync(cwd, 0o755);
    const dataDir = join(cwd, 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    writeFileSync(join(dataDir, 'secret.key'), `${'ab'.repeat(32)}\n`, { mode: 0o600 });
    const env = { DISCORD_API_BASE: world.discord.apiBase, CRIER_PORT: '18787' };
    const { code, out } = await runCli(['doctor'], { cwd, env, uid: 65534 });
    expect(code).toBe(1);
    expect(out).toMatch(
      /✗ data folder .* belongs to the user root, and is closed to this one\n {4}.*sudo -u root npm run crier -- doctor/,
    );
    expect(out).not.toMatch(/chown|no database yet|no secret key yet/);
    const { err } = await runCli(['status'], { cwd, env, uid: 65534 });
    expect(err).toContain('Run it as the user that Crier runs as');
  },
);
