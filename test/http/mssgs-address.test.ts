import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hmac } from '../../src/lib/signature.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

// mssgs' address takes its own messages, and webhooks of GitHub and UniFi Protect, in its own words.

const samples = resolve(import.meta.dirname, '../../src/samples/requests');
const secret = 'whsec_test_secret';
const on = (source: string) => ({ source, secrets: [secret], provisionedBy: 'config/crier.yaml:1' });

let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp({
    sources: ['mssgs', 'github', 'unifi-protect'].map(on),
    routes: { 'message.posted.deploys': 'https://discord.com/api/webhooks/1100000000000000001/deploys-token' },
  });
});
afterAll(() => crier.stop());

async function post(
  body: string | object,
  headers: Record<string, string> = {},
  path = '/server/srv-1/webhook/deploys',
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${crier.url}${path}`, { method: 'POST', headers, body: text });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}

const json = 'application/json; charset=utf-8';
const success = { status: 200, type: json, body: { success: true } };
const failure = (status: number, error: string) => ({ status, type: json, body: { error } });
const lastEvent = async () => (await crier.request('GET', '/v1/deliveries?limit=1')).body.data[0].event;

function github(event: string, body: object | string, signedWith = secret) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = hmac('sha256', signedWith, Buffer.from(text)).toString('hex');
  return post(text, {
    'x-github-event': event,
    'x-github-delivery': `${event}-${text.length}`,
    'x-hub-signature-256': `sha256=${signature}`,
  });
}

const unifi = (body: object, given = secret) =>
  post(body, { 'user-agent': 'protect-alarm-manager' }, `/server/srv-1/webhook/deploys?secret=${given}`);

test('a message is told by the route of its channel', async () => {
  expect(await post({ token: secret, content: 'Deployed' })).toEqual(success);
  expect(await lastEvent()).toMatchObject({ type: 'message.posted.deploys' });
  const { data } = (await crier.request('GET', '/v1/deliveries?type=message.posted.deploys')).body;
  expect(data[0]).toMatchObject({ route: 'message.posted.deploys' });
});

test('errors are said in its codes, as JSON', async () => {
  expect(await post({ token: 'wrong', content: 'x' })).toEqual(failure(401, 'INVALID_TOKEN'));
  expect(await post('no JSON')).toEqual(failure(401, 'INVALID_TOKEN'));
  expect(await post({ token: secret })).toEqual(failure(400, 'MISSING_REQUIRED_FIELDS'));
  expect(await post({ token: secret, message_container: {} })).toEqual(failure(400, 'MISSING_CONTENT'));
});

test('what was believed and cannot be told is found among the refused requests', async () => {
  const { data } = (await crier.request('GET', '/v1/sources/mssgs/refused')).body;
  expect(data[0]).toMatchObject({ cause: 'unreadable', detail: expect.stringContaining('MISSING_CONTENT') });
});

test('GitHub is proven by its signature; an event that is never told has its code', async () => {
  const push = readFileSync(join(samples, 'github/push.json'), 'utf8');
  expect(await github('push', push)).toEqual(success);
  expect(await lastEvent()).toMatchObject({ type: 'git.push' });
  expect(await github('ping', { zen: 'Keep it simple.', repository: {} })).toEqual(success);
  expect(await github('push', push, 'another secret')).toEqual(failure(401, 'INVALID_TOKEN'));
  const check = { action: 'completed', repository: { full_name: 'frostvale/shop' } };
  expect(await github('check_run', check)).toEqual(failure(400, 'UNSUPPORTED_GITHUB_EVENT'));
  expect(await github('push', 'no JSON')).toEqual(failure(400, 'UNSUPPORTED_GITHUB_EVENT'));
});

test('UniFi Protect is proven by the secret in the address; a body without an alarm has its code', async () => {
  const alarm = JSON.parse(readFileSync(join(samples, 'unifi-protect/person.json'), 'utf8'));
  expect(await unifi(alarm)).toEqual(success);
  expect(await lastEvent()).toMatchObject({ type: 'alarm.triggered' });
  expect(await unifi(alarm, 'wrong')).toEqual(failure(401, 'INVALID_TOKEN'));
  expect(await unifi({ door: 'open' })).toEqual(failure(400, 'UNSUPPORTED_UNIFI_PROTECT_EVENT'));
});
