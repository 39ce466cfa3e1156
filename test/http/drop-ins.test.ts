import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultStore } from '../../src/model/store.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const samples = resolve(import.meta.dirname, '../../src/samples/requests');
const secret = 'whsec_test_secret';
const on = (source: string, secrets = [secret]) => ({ source, secrets, provisionedBy: 'config/crier.yaml:1' });

let crier: TestApp;
beforeAll(async () => {
  const workshop = { ...defaultStore, id: 'workshop', name: 'Workshop' };
  crier = await startTestApp({
    sources: [on('loki', ['of another store']), on('mssgs'), on('botghost')],
    stores: [{ store: workshop, routes: [], sources: [on('loki'), on('fivemanage')], endpoints: [] }],
  });
});
afterAll(() => crier.stop());

async function post(path: string, sample: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${crier.url}${path}`, {
    method: 'POST',
    headers: { ...JSON.parse(readFileSync(join(samples, `${sample}.headers.json`), 'utf8')), ...headers },
    body: new Uint8Array(readFileSync(join(samples, `${sample}.json`))),
  });
  return { status: response.status, text: await response.text() };
}

const last = async (store: string) =>
  (await crier.request('GET', '/v1/deliveries?limit=5', undefined, await asAdminOf(store))).body.data[0].event;

/** The local token may speak for every store; tests make a key of the store instead. */
async function asAdminOf(store: string): Promise<Record<string, string>> {
  if (store === 'main') return {};
  const actor = { name: 'test', store, scopes: ['admin'] as const };
  const made = await crier.app.actions.keys.create(actor, { name: 'test', scopes: ['admin'] });
  return { authorization: `Bearer ${made.secret}` };
}

test('ox_lib posts to Loki by its usual address; the secret tells the store', async () => {
  expect(await post('/loki/api/v1/push', 'loki/ox_lib')).toEqual({ status: 204, text: '' });
  expect(await last('workshop')).toMatchObject({ type: 'log.swap_slots', player: { name: 'RustyNail' } });
  expect(await post('/loki/api/v1/push', 'loki/error')).toMatchObject({ status: 204 });
  expect(await last('workshop')).toMatchObject({ category: 'errors', severity: 'error' });
  const wrong = await post('/loki/api/v1/push', 'loki/ox_lib', { Authorization: 'Basic bm9ib2R5OndoYXQ=' });
  expect(wrong.status).toBe(401);
});

test('Fivemanage senders change the host', async () => {
  expect((await post('/api/logs/batch', 'fivemanage/batch')).status).toBe(200);
  expect((await last('workshop')).type).toMatch(/^log\.(deposit|save)$/);
});

test('mssgs: its address, its answers, its error codes', async () => {
  expect(await post('/server/s1/webhook/c1', 'mssgs/embed')).toEqual({ status: 200, text: '{"success":true}' });
  expect(await last('main')).toMatchObject({ type: 'message.posted.c1', title: 'Order Update' });
  const path = `${crier.url}/server/s1/webhook/c1`;
  const send = async (body: object) => {
    const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };
  expect(await send({ token: 'wrong', content: 'x' })).toEqual({ status: 401, body: { error: 'INVALID_TOKEN' } });
  expect(await send({ token: secret })).toEqual({ status: 400, body: { error: 'MISSING_REQUIRED_FIELDS' } });
  expect(await send({ token: secret, message_container: {} })).toEqual({
    status: 400,
    body: { error: 'MISSING_CONTENT' },
  });
});

test('BotGhost: the event of the address is the type', async () => {
  expect((await post('/webhook/112233445566778899/ev8k2m4q', 'botghost/variables')).status).toBe(200);
  expect(await last('main')).toMatchObject({ type: 'botghost.ev8k2m4q', player: { name: 'MiraStone' } });
});

test('an address of a source that nobody has switched on says how', async () => {
  const bare = await startTestApp();
  const response = await fetch(`${bare.url}/loki/api/v1/push`, { method: 'POST', body: '{}' });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining('source add loki') });
  await bare.stop();
});
