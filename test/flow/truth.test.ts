import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../cli/_crier.ts';
import { failure } from '../helpers/fake-discord.ts';
import { needsOf } from '../helpers/needs-of.ts';
import { type Receiver, startReceiver } from '../helpers/receiver.ts';
import { createWorld, payments, playersIn, type World } from './_world.ts';

// All is well is said only when it is, and by every surface alike.

const hour = 3_600_000;

let world: World;
let receiver: Receiver;
let cwd: string;

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'crier-truth-'));
  receiver = await startReceiver();
  const files = ['.env', 'config.yaml'].map((name) => ({ name, path: join(cwd, name) }));
  world = await createWorld((discord) => ({ default: discord.addWebhook({ name: 'all' }).url }), {
    app: { settings: { files } },
  });
});
afterEach(async () => {
  await world.stop();
  await receiver.stop();
  rmSync(cwd, { recursive: true, force: true });
});

const status = async () => (await world.crier.request('GET', '/v1/status')).body;
const metrics = async () => (await world.crier.request('GET', '/metrics')).body;
const cli = (...args: string[]) =>
  runCli(args, {
    cwd,
    env: {
      CRIER_API_KEY: world.crier.key,
      CRIER_PORT: new URL(world.crier.url).port,
      CRIER_SECRET_KEY: world.crier.settings.secretKey,
      DATABASE_URL: `sqlite:${join(world.crier.dir, 'crier.db')}`,
      DISCORD_API_BASE: world.discord.apiBase,
    },
  });
const titles = () => world.discord.messages().map(({ body }) => JSON.stringify(body));
const told = (words: string) => titles().filter((text) => text.includes(words));

async function passes(ms: number): Promise<void> {
  const end = world.clock.monotonic() + ms;
  world.clock.after(ms, () => {});
  await world.until(() => world.clock.monotonic() >= end);
}

test('six hours in which nothing arrives are told by every surface, with the reason, since when and the cure', async () => {
  expect(await status()).toMatchObject({ state: 'ok', needs: [] });
  expect(await metrics()).toContain('crier_state{store="main"} 0');
  const added = await world.crier.request('POST', '/v1/endpoints', { name: 'ledger', url: receiver.url });
  expect(added.status).toBe(201);
  receiver.answer = () => ({ status: 500 });
  const rule = world.discord.fail({ method: 'POST', with: failure.serverError(503) });
  await world.crier.post(...payments(2));
  await passes(6 * hour);

  const found = await status();
  expect(found.state).toBe('attention');
  expect(needsOf(found)).toMatch(
    /^attention default \(all\): nothing arrives: Discord is not well \(503\), 2 waiting\./,
  );
  expect(needsOf(found)).toMatch(
    /attention endpoint ledger .*: nothing arrives: it answered 500, 2 waiting\..*endpoint test "ledger"/,
  );
  expect(found.needs.map(({ since }: { since: string }) => since.slice(0, 16))).toEqual([
    '2026-01-01T00:00',
    '2026-01-01T00:00',
  ]);
  expect(found.destinations.map(({ health }: { health: string }) => health)).toEqual(['attention', 'attention']);
  expect(await metrics()).toMatch(
    /crier_state\{store="main"\} 1[\s\S]*crier_needs\{store="main",severity="attention"\} 2/,
  );
  expect((await world.crier.request('GET', '/v1/endpoints/ledger')).body.health).toBe('attention');
  const shown = await cli('status');
  expect(shown.out).toMatch(
    /^Frostvale {2}● needs attention\n {2}! default \(all\): nothing arrives: Discord is not well \(503\)/,
  );
  expect(shown.out).toMatch(/all +default +● look +2/);
  const checked = await cli('doctor');
  expect(checked.code).toBe(1);
  expect(checked.out).toMatch(/✗ endpoint ledger .*: nothing arrives: it answered 500/);

  await world.restart();
  expect((await status()).state).toBe('attention');

  rule.clear();
  receiver.answer = () => ({});
  await world.until(() => playersIn(world.discord).length === 2);
  await passes(20 * hour);
  expect(await status()).toMatchObject({ state: 'ok', needs: [] });
});

test('files that changed after the start are told, also where a route is missed; the same again is no change', async () => {
  expect((await status()).state).toBe('ok');
  writeFileSync(join(cwd, '.env'), 'DISCORD_WEBHOOK_ERRORS=x\n');
  expect(needsOf(await status())).toBe(
    'attention the settings: .env changed after Crier was started, and the change does not count yet. Restart Crier.',
  );
  const missed = await world.crier.request('GET', '/v1/routes/errors');
  expect(missed.body.detail).toMatch(/has no route "errors".*\.env changed after Crier was started.*Restart/);
  rmSync(join(cwd, '.env'));
  expect((await status()).state).toBe('ok');
});

test('a source that refuses is told once a day to the default destination, until it believes again', async () => {
  await world.crier.request('PUT', '/v1/sources/tebex', { secret: 'mistyped' });
  const post = (headers: Record<string, string>) =>
    fetch(`${world.crier.url}/in/main/tebex`, { method: 'POST', headers, body: '{"type":"x"}' });
  await post({});
  await world.settle();
  expect(await status()).toMatchObject({ state: 'ok', needs: [] });

  for (let index = 0; index < 3; index += 1) await post({ 'x-signature': '00' });
  await world.until(() => told('Tebex: a request was refused').length > 0);
  const found = await status();
  expect(found.state).toBe('attention');
  expect(needsOf(found)).toMatch(
    /^attention source Tebex: 3 requests were refused, .*Most likely the secret is another one: .* Then: npm run crier -- source retry tebex\.$/,
  );
  expect((await world.crier.request('GET', '/v1/sources/tebex')).body).toMatchObject({
    health: 'attention',
    refused: 4,
  });

  await passes(20 * hour);
  await post({ 'x-signature': '00' });
  await world.restart();
  await passes(3 * hour);
  await post({ 'x-signature': '00' });
  await world.settle();
  expect(told('Tebex: a request was refused')).toHaveLength(1);
  await passes(2 * hour);
  await post({ 'x-signature': '00' });
  await world.until(() => told('Tebex: a request was refused').length === 2);
  await passes(24 * hour);
  expect(await status()).toMatchObject({ state: 'ok' });
});

test('a muted route is shown as muted, and needs nobody', async () => {
  await world.crier.request('PATCH', '/v1/routes/loyalty', { webhook: world.discord.addWebhook({}).url, muted: true });
  const found = await status();
  expect(found.state).toBe('ok');
  expect(found.destinations[1]).toMatchObject({ routes: ['loyalty'], muted: ['loyalty'], health: 'ok' });
  expect(found.categories).toContainEqual(
    expect.objectContaining({ category: 'loyalty', route: 'loyalty', muted: true }),
  );
  expect((await cli('status')).out).toMatch(/loyalty \(muted\)/);
});

test('a Crier without Discord says so, and how it is connected', async () => {
  const files = [{ name: '.env', path: join(cwd, '.env') }];
  const other = await createWorld(() => ({}), { app: { settings: { files } } });
  try {
    const { body } = await other.crier.request('GET', '/v1/status');
    expect(body.state).toBe('attention');
    expect(needsOf(body)).toMatch(/^attention Discord: it is not connected yet.*DISCORD_WEBHOOK_DEFAULT.*\/setup\.$/);
    writeFileSync(join(cwd, '.env'), 'DISCORD_WEBHOOK_DEFAULT=x\n');
    const tested = await other.crier.request('POST', '/v1/routes/default/test');
    expect(tested.body.detail).toMatch(
      /has no route "default"; it has none yet\. But \.env changed .*\. Restart Crier\.$/,
    );
  } finally {
    await other.stop();
  }
});
