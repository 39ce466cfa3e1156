import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const samples = resolve(import.meta.dirname, '../../src/samples/requests');
const sent = readFileSync(join(samples, 'kofi/donation.form'), 'utf8');
const token = /"verification_token":"([^"]+)"/.exec(new URLSearchParams(sent).get('data') ?? '')?.[1] ?? '';

let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp();
});
afterAll(() => crier.stop());

async function post(path: string, body: string, headers: Record<string, string> = {}): Promise<number> {
  return (await fetch(`${crier.url}${path}`, { method: 'POST', body, headers })).status;
}
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const shown = async (source: string) => {
  const list = await crier.request('GET', `/v1/sources/${source}/requests`);
  const one = await crier.request('GET', `/v1/sources/${source}/requests/${list.body.data[0].id}`);
  const refused = await crier.request('GET', `/v1/sources/${source}/refused`);
  return JSON.stringify([list.body, one.body, refused.body]);
};

test('a token in the body of a request is shown to nobody, whether it is the right one by now or not', async () => {
  expect(token.length).toBeGreaterThan(10);
  await crier.request('PUT', '/v1/sources/kofi', { secret: 'another-token-of-kofi' });
  expect(await post('/in/main/kofi', sent, form)).toBe(401);
  expect(await shown('kofi')).not.toContain(token);
  await crier.request('PUT', '/v1/sources/kofi', { secret: token });
  expect(await post('/in/main/kofi', sent, form)).toBe(200);
  const text = await shown('kofi');
  expect(text).not.toContain(token);
  expect(text).toContain('••••');
  const retried = await crier.request('POST', '/v1/sources/kofi/refused/retry');
  expect(retried.body).toEqual({ believed: 1, refused: 0 });
});

test('a secret that is set for a source is hidden wherever a request holds it', async () => {
  const password = 'p&ss"word of ours';
  await crier.request('PUT', '/v1/sources/mygadgetrepairs', { secret: password });
  const body = JSON.stringify({ note: `we use ${password}` });
  const path = `/in/main/mygadgetrepairs?secret=${encodeURIComponent(password)}&again=${encodeURIComponent(password)}`;
  expect(await post(path, body, { 'x-note': encodeURIComponent(password) })).toBe(200);
  const text = await shown('mygadgetrepairs');
  for (const written of [password, JSON.stringify(password).slice(1, -1), encodeURIComponent(password)]) {
    expect(text).not.toContain(JSON.stringify(written).slice(1, -1));
  }
});

test('a secret of our own side has eight characters at least, one of a platform is as it is', async () => {
  const short = await crier.request('PUT', '/v1/sources/loki', { secret: 'x' });
  expect(short).toMatchObject({ status: 400, body: { code: 'invalid_source', errors: [{ path: 'secret' }] } });
  expect(short.body.detail).toContain('give at least 8 characters');
  expect((await crier.request('PUT', '/v1/sources/loki', { secret: 'frostvale' })).status).toBe(200);
  expect((await crier.request('PUT', '/v1/sources/easydonate', { secret: 'k3y' })).status).toBe(200);
});

test('a secret in the file that is too short stops the start, and names its place', async () => {
  const sources = [{ source: 'loki', secrets: ['short'], provisionedBy: 'config/crier.yaml:9' }];
  await expect(startTestApp({ sources })).rejects.toThrow('config/crier.yaml:9 sets a secret that cannot be one.');
});
