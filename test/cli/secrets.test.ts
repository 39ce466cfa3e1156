import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../helpers/fake-discord.ts';
import { needsOf } from '../helpers/needs-of.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../helpers/start-app.ts';
import { runCli } from './_crier.ts';

let cwd: string;
let discord: FakeDiscord;
let provisioned: string;
let crier: TestApp | undefined;
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'crier-secrets-'));
  discord = await startFakeDiscord();
  provisioned = discord.addWebhook({ name: 'sales' }).url;
});
afterEach(async () => {
  await stop();
  await discord.stop();
  rmSync(cwd, { recursive: true, force: true });
});

const key = () => join(cwd, 'data/secret.key');

/** A Crier with a key of its own in its data folder. */
async function start(options: TestAppOptions = {}): Promise<TestApp> {
  crier = await startTestApp({
    dir: join(cwd, 'data'),
    apiBase: discord.apiBase,
    routes: { default: provisioned },
    ...options,
    settings: { secretKey: undefined, ...options.settings },
  });
  await crier.app.checked;
  return crier;
}

async function stop(): Promise<void> {
  await crier?.stop();
  crier = undefined;
}

const reset = (...args: string[]) => runCli(['secrets', 'reset', ...args], { cwd, env: { CRIER_PORT: '21498' } });

/** A Crier that has routes, an endpoint and sources, and events that wait; its key is lost. */
async function loseKey(): Promise<{ errors: string }> {
  const errors = discord.addWebhook({ name: 'errors' });
  const { request, post } = await start();
  await request('PUT', '/v1/routes/errors', { webhook: errors.url });
  await request('PUT', '/v1/sources/kofi', { secret: 'a-token-of-kofi' });
  await request('POST', '/v1/endpoints', { name: 'rewards', url: 'http://127.0.0.1:9/crier', events: ['error.*'] });
  await fetch(`${crier?.url}/in/main/kofi`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'data=%7B%7D',
  });
  await discord.down();
  await post({ type: 'payment.completed', player: { name: 'Steve' } }, { type: 'error.database' });
  await stop();
  await discord.up();
  renameSync(key(), join(cwd, 'kept.key'));
  return { errors: errors.url };
}

test('a start without the key that sealed the secrets is refused, and makes no new one', async () => {
  await loseKey();
  await expect(start()).rejects.toThrow(
    /data\/secret\.key\n.*is missing, and the database holds secrets.*\n.*\n.*Put the key back.*secrets reset/,
  );
  expect(existsSync(key())).toBe(false);
  renameSync(join(cwd, 'kept.key'), key());
  await start();
});

test('a start with another key is refused as well, and the key stays', async () => {
  await loseKey();
  await expect(start({ settings: { secretKey: 'another-secret-key-of-more-than-32-characters' } })).rejects.toThrow(
    /^.*CRIER_SECRET_KEY\n.*is not the one that the secrets in the database were sealed with/s,
  );
});

test('secrets reset drops what is lost and names it; events and log stay, and what waits goes out', async () => {
  const { errors } = await loseKey();
  const asked = await reset();
  expect(asked).toMatchObject({ code: 1, out: '' });
  expect(asked.err).toContain('Nothing was changed.');
  const ran = await reset('--yes');
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.err).toMatch(/route default \(.*\): comes back from test/);
  expect(ran.err).toMatch(/route errors \(.*\): to be entered again/);
  expect(ran.out).toContain('npm run crier -- routes set errors -\n');
  expect(ran.out).toContain('npm run crier -- source add kofi\n');
  expect(ran.out).toContain('npm run crier -- endpoint change rewards --url <url> --secret-env <variable>\n');

  const { request } = await start();
  const isSent = discord.waitFor(() => discord.messages().length === 1);
  await isSent;
  const waiting = await request('GET', '/v1/deliveries?status=pending');
  expect(waiting.body.data).toHaveLength(2);
  const status = await request('GET', '/v1/status');
  expect(needsOf(status.body)).toMatch(
    /^broken errors .*: its secret was lost with the secret key; enter it again, 1 waiting\..*\nbroken endpoint rewards .*its secret was lost.*, 1 waiting\..*endpoint change/,
  );
  for (const path of ['/v1/routes', '/v1/endpoints', '/v1/endpoints/rewards', '/v1/sources', '/v1/deliveries'])
    expect(await request('GET', path)).toMatchObject({ status: 200 });
  const received = await request('GET', '/v1/sources/kofi/requests');
  expect(received).toMatchObject({ status: 200 });
  expect(needsOf(status.body)).toMatch(/endpoint rewards .*npm run crier -- endpoint change "rewards" --url/);
  expect(needsOf(status.body)).toMatch(/source Ko-fi: its secret was lost.*npm run crier -- source add kofi/);
  const [first] = received.body.data;
  expect(await request('GET', `/v1/sources/kofi/requests/${first.id}`)).toMatchObject({ status: 200 });
  expect(await request('GET', '/v1/sources/kofi/refused')).toMatchObject({ status: 200 });

  const sale = { data: JSON.stringify({ verification_token: 'a-token-of-kofi', type: 'Donation', message_id: 'm1' }) };
  const sell = () => fetch(`${crier?.url}/in/main/kofi`, { method: 'POST', body: new URLSearchParams(sale) });
  expect((await sell()).status).toBe(401);
  await request('PUT', '/v1/sources/kofi', { secret: 'a-token-of-kofi' });
  const retried = await request('POST', '/v1/sources/kofi/refused/retry');
  expect(retried.body).toMatchObject({ believed: 1 });
  await request('PUT', '/v1/routes/errors', { webhook: errors });
  await discord.waitFor(() => discord.messages().some(({ webhookId }) => webhookId === errors.split('/').at(-2)));
  expect((await request('GET', '/v1/status')).body.needs).toHaveLength(1);
  const dead = (await request('GET', '/v1/endpoints/rewards')).body.id;
  expect(await request('POST', `/v1/endpoints/${dead}/resume`)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('enter it again') },
  });
  expect(await request('PATCH', '/v1/endpoints/rewards', { events: ['*'] })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'url' }] },
  });
  const changed = await request('PATCH', '/v1/endpoints/rewards', { url: 'http://127.0.0.1:9/other' });
  expect(changed).toMatchObject({ status: 200, body: { state: 'active' } });
});

test('secrets reset leaves alone what the key opens, and does nothing while Crier runs', async () => {
  await start();
  const refused = await reset('--yes');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('Another Crier already runs');
  await stop();
  const ran = await reset('--yes');
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toContain('No secret is lost.');
  await start();
});
