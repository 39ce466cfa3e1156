import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { categoryOf } from '../../src/model/category.ts';
import { eventInputSchema } from '../../src/model/event.ts';
import { samples } from '../../src/model/samples.ts';
import { type FakeDiscord, failure, startFakeDiscord } from '../helpers/fake-discord.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const cli = new URL('../../src/cli.ts', import.meta.url).pathname;
let discord: FakeDiscord;
let crier: TestApp;
let cwd: string;

beforeAll(async () => {
  discord = await startFakeDiscord({ webhookLimit: null, channelLimit: null, globalLimit: null });
  const { url } = discord.addWebhook({ name: 'all' });
  crier = await startTestApp({ apiBase: discord.apiBase, routes: { default: url } });
  cwd = mkdtempSync(join(tmpdir(), 'crier-cli-'));
});

afterAll(async () => {
  await crier.stop();
  await discord.stop();
  rmSync(cwd, { recursive: true, force: true });
});

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

function run(
  args: string[],
  options: { input?: string; env?: Record<string, string | undefined>; cwd?: string } = {},
): Promise<Ran> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CRIER_|DISCORD_|DATABASE_URL)/.test(name)),
  );
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: options.cwd ?? cwd,
    env: { ...env, NO_COLOR: '1', CRIER_API_KEY: crier.key, CRIER_PORT: new URL(crier.url).port, ...options.env },
  });
  child.stdin.end(options.input ?? '');
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

test('every sample is a valid event, and together they cover all categories', () => {
  expect(samples.size).toBeGreaterThanOrEqual(40);
  const categories = new Set<string | undefined>();
  for (const event of samples.values()) {
    expect(eventInputSchema.safeParse(event).error, event.type).toBeUndefined();
    categories.add(event.category ?? categoryOf(event.type));
  }
  expect(categories.size).toBe(8);
});

test('send --wait posts an event and tells its outcome; show explains it', async () => {
  const sent = await run([
    'send',
    '--type',
    'payment.completed',
    '--player',
    'Steve',
    '--amount',
    '9.99 EUR',
    '--wait',
    '--json',
  ]);
  expect(sent.code).toBe(0);
  const { accepted, outcomes } = JSON.parse(sent.out);
  expect(outcomes[0].status).toBe('delivered');
  const shown = await run(['show', accepted[0].id]);
  expect(shown.out).toMatch(
    /payment\.completed \(transactions\)[\s\S]*Steve[\s\S]*9\.99 EUR[\s\S]*#1 .* delivered 200/,
  );
});

test('send reads an array or NDJSON from input', async () => {
  const lines = '{"type":"gift.sent"}\n{"type":"gift.received"}\n';
  const sent = await run(['send', '-'], { input: lines });
  expect(sent.out).toContain('2 events accepted');
  const array = await run(['send', '-', '--json'], { input: '[{"type":"gift.sent"}]' });
  expect(JSON.parse(array.out).accepted).toHaveLength(1);
});

test('what the service refuses is told with the path of the field, and exits with 1', async () => {
  const sent = await run(['send', '--type', 'Payment']);
  expect(sent).toMatchObject({ code: 1, out: '' });
  expect(sent.err).toContain('type');
  expect(sent.err).toContain('dotted lower case');
});

test('a wrong call exits with 2 and suggests the right one', async () => {
  const ran = await run(['statsu']);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('Did you mean status?');
});

test('without a service it says how to start it', async () => {
  const ran = await run(['status'], { env: { CRIER_PORT: '1' } });
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toContain('Start it with: npm start');
});

test('with a wrong key it says where keys come from', async () => {
  const ran = await run(['status', '--key', 'crier_wrong_wrong_wrong']);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('unknown or revoked');
});

test('the secret key gives the local command line its rights', async () => {
  const env = { CRIER_API_KEY: undefined, CRIER_SECRET_KEY: crier.settings.secretKey };
  const ran = await run(['status', '--json'], { env });
  expect(ran.err).toBe('');
  expect(JSON.parse(ran.out).store).toBe('main');
});

test('routes set reads the URL from input, test tells the outcome, routes delete takes it away', async () => {
  const hook = discord.addWebhook({ name: 'errors here' });
  const set = await run(['routes', 'set', 'errors', '-'], { input: `${hook.url}\n` });
  expect(set.out).toContain('errors goes to errors here');
  const good = await run(['test', 'errors']);
  expect(good).toMatchObject({ code: 0 });
  expect(good.out).toContain('Delivered to');
  const rule = discord.fail({ webhook: hook.id, method: 'POST', times: 1, with: failure.refuseWithoutPath });
  const refused = await run(['test', 'errors']);
  rule.clear();
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('refused (400)');
  const listed = await run(['routes']);
  expect(listed.out).toMatch(/default .*all[\s\S]*errors .*errors here/);
  expect(listed.out + set.out + good.out).not.toContain(hook.token);
  expect((await run(['routes', 'delete', 'errors'])).code).toBe(0);
});

test('a replay by filter counts first and asks; nobody there to answer means no', async () => {
  const counted = await run(['replay', '--status', 'failed', '--dry-run', '--json']);
  expect(JSON.parse(counted.out)).toEqual({ matched: 1, replayed: 0 });
  const asked = await run(['replay', '--status', 'failed']);
  expect(asked).toMatchObject({ code: 1 });
  expect(asked.err).toContain('--yes');
  const done = await run(['replay', '--status', 'failed', '--yes', '--json']);
  expect(JSON.parse(done.out)).toMatchObject({ matched: 1, replayed: 1 });
});

test('keys are made, listed without their secret, and revoked', async () => {
  const made = JSON.parse((await run(['keys', 'create', 'game server', '--scope', 'ingest', '--json'])).out);
  expect(made.secret).toMatch(/^crier_/);
  const listed = await run(['keys']);
  expect(listed.out).toContain('game server');
  expect(listed.out).not.toContain(made.secret);
  expect((await run(['status', '--key', made.secret])).err).toContain('scope "read"');
  expect((await run(['keys', 'revoke', made.id])).code).toBe(0);
  expect((await run(['keys'])).out).toContain('revoked');
});

test('deliveries lists, filters and refuses what is no filter', async () => {
  const listed = await run(['deliveries', '--type', 'gift.sent', '--since', '1h']);
  expect(listed.out).toMatch(/gift\.sent/);
  expect(listed.out).not.toMatch(/payment\.completed/);
  expect((await run(['deliveries', '--since', 'yesterdayish'])).err).toContain('is no time');
});

test('demo sends what it is asked for, and sample lists what there is', async () => {
  const demo = await run(['demo', '--count', '3', '--every', '0s', '--json']);
  expect(JSON.parse(demo.out).ids).toHaveLength(3);
  expect((await run(['sample'])).out).toContain('subscription.payment_failed');
});

test('backup copies the database of a running service', async () => {
  const { path, bytes } = JSON.parse((await run(['backup', '--json'])).out);
  expect(path).toContain(crier.dir);
  expect(bytes).toBeGreaterThan(10_000);
});

test('doctor finds a wrong setting with its line and cure, and a dead webhook', async () => {
  const broken = mkdtempSync(join(tmpdir(), 'crier-doctor-'));
  writeFileSync(join(broken, '.env'), 'CRIER_PORT=abc\n');
  const wrong = await run(['doctor'], { cwd: broken, env: { CRIER_PORT: undefined } });
  expect(wrong.code).toBe(1);
  expect(wrong.out).toMatch(/✗ \.env:1: CRIER_PORT/);

  const dead = discord.addWebhook({});
  discord.deleteWebhook(dead.id);
  writeFileSync(join(broken, '.env'), `DISCORD_WEBHOOK_DEFAULT=${dead.url}\nDISCORD_API_BASE=${discord.apiBase}\n`);
  const checked = await run(['doctor'], { cwd: broken });
  rmSync(broken, { recursive: true, force: true });
  expect(checked.code).toBe(1);
  expect(checked.out).toMatch(/✗ webhook default \(\.env:1\): .*deleted/);
  expect(checked.out).not.toContain(dead.token);
});
