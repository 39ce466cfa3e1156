import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

let crier: TestApp;
let admin: { id: string; secret: string };
beforeAll(async () => {
  crier = await startTestApp();
  admin = (await crier.request('POST', '/v1/keys', { name: 'admin', scopes: ['admin'] })).body;
});
afterAll(() => crier.stop());

const asAdmin = (method: string, path: string, body?: unknown) =>
  crier.request(method, path, body, { authorization: `Bearer ${admin.secret}` });

test('the key of the environment holds the installation, and may hand it on', async () => {
  const made = await crier.request('POST', '/v1/keys', { name: 'backups', scopes: ['installation'] });
  expect(made).toMatchObject({ status: 201, body: { scopes: ['installation'] } });
  const { secret } = made.body;
  const backup = await crier.request('POST', '/v1/backup', undefined, { authorization: `Bearer ${secret}` });
  expect(backup.status).toBe(201);
  const keys = await crier.request('GET', '/v1/keys', undefined, { authorization: `Bearer ${secret}` });
  expect(keys.status).toBe(403);
});

test('an admin without it makes no backup, no key that may, and ends none', async () => {
  expect(await asAdmin('POST', '/v1/backup')).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('"installation"') },
  });
  const wanted = { name: 'mine', scopes: ['admin', 'installation'] };
  expect((await asAdmin('POST', '/v1/keys', wanted)).status).toBe(403);
  const { body } = await crier.request('POST', '/v1/keys', { name: 'operator', scopes: ['installation'] });
  expect((await asAdmin('DELETE', `/v1/keys/${body.id}`)).status).toBe(403);
  expect((await crier.request('DELETE', `/v1/keys/${body.id}`)).status).toBe(204);
});

test('the scope is judged before the body', async () => {
  const { body } = await crier.request('POST', '/v1/keys', { name: 'sender' });
  const bearer = { authorization: `Bearer ${body.secret}` };
  expect((await crier.request('PUT', '/v1/routes/errors', '{', bearer)).status).toBe(403);
  const reader = (await crier.request('POST', '/v1/keys', { name: 'reader', scopes: ['read'] })).body.secret;
  expect((await crier.request('POST', '/v1/events', '{', { authorization: `Bearer ${reader}` })).status).toBe(403);
});
