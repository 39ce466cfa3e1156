import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestAnswer, type TestApp } from '../helpers/start-app.ts';

const samples = resolve(import.meta.dirname, '../../src/samples/requests');
const secret = 'whsec_test_secret';

let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp({ settings: { publicUrl: 'https://crier.example.com' } });
});
afterAll(() => crier.stop());

interface Delivery {
  name: string;
  path?: string;
  body?: Buffer;
  headers?: Record<string, string>;
}

/** Posts a sample of Tebex as Tebex does. */
async function tebex({
  name,
  path = '/in/main/tebex',
  body,
  headers = {},
}: Delivery): Promise<Pick<TestAnswer, 'status' | 'body'>> {
  const signed = JSON.parse(readFileSync(join(samples, `tebex/${name}.headers.json`), 'utf8'));
  const response = await fetch(`${crier.url}${path}`, {
    method: 'POST',
    headers: { ...signed, ...headers },
    body: new Uint8Array(body ?? readFileSync(join(samples, `tebex/${name}.json`))),
  });
  return { status: response.status, body: await response.json() };
}

const eventOf = async (id: string) => (await crier.request('GET', `/v1/events/${id}`)).body;
const refused = async () => (await crier.request('GET', '/v1/sources/tebex/refused')).body.data;

test('a source that is not switched on says how, a misspelt one is guessed', async () => {
  const off = await tebex({ name: 'payment.completed' });
  expect(off).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(off.body.detail).toContain('npm run crier -- source add tebex');
  const misspelt = await tebex({ name: 'payment.completed', path: '/in/main/tebx' });
  expect(misspelt.body.detail).toContain('Did you mean "tebex"?');
  expect((await tebex({ name: 'payment.completed', path: '/in/nowhere/tebex' })).status).toBe(404);
});

test('switched on, it answers the handshake, takes a sale once, and keeps no secret in sight', async () => {
  const on = await crier.request('PUT', '/v1/sources/tebex', { secret: ` ${secret} ` });
  expect(on).toMatchObject({
    status: 200,
    body: { enabled: true, address: 'https://crier.example.com/in/main/tebex', secrets: 1 },
  });
  expect(JSON.stringify(on.body)).not.toContain(secret);
  expect(await tebex({ name: 'handshakes/validation.webhook' })).toEqual({
    status: 200,
    body: { id: '2c0f6d0e-95c1-4a57-9a1e-6d6a2f5e1b01' },
  });
  const first = await tebex({ name: 'payment.completed' });
  expect(first).toMatchObject({ status: 200, body: { status: 'accepted', events: [expect.stringMatching(/^evt_/)] } });
  const again = await tebex({ name: 'payment.completed' });
  expect(again).toEqual(first);
  expect(await eventOf(first.body.events[0])).toMatchObject({
    type: 'payment.completed',
    category: 'transactions',
    player: { name: 'MiraStone' },
    amount: { value: '21.23', currency: 'USD' },
  });
  const listed = await crier.request('GET', '/v1/sources');
  expect(listed.body.data[0]).toMatchObject({ id: 'tebex', enabled: true, last_received_at: expect.any(String) });
});

test('what came can be looked at as it came, by an admin of its store', async () => {
  const { body } = await crier.request('GET', '/v1/sources/tebex/requests');
  const [last] = body.data.filter(({ events }: { events: string[] }) => events.length > 0);
  const shown = await crier.request('GET', `/v1/sources/tebex/requests/${last.id}`);
  expect(shown.body.body).toBe(readFileSync(join(samples, 'tebex/payment.completed.json'), 'utf8'));
  expect(shown.body).toMatchObject({ cause: null, headers: { 'x-signature': expect.any(String) } });
  const reader = (await crier.request('POST', '/v1/keys', { name: 'reader', scopes: ['read'] })).body.secret;
  const asReader = { authorization: `Bearer ${reader}` };
  expect((await crier.request('GET', `/v1/sources/tebex/requests/${last.id}`, undefined, asReader)).status).toBe(403);
  expect((await crier.request('GET', `/v1/sources/stripe/requests/${last.id}`)).status).toBe(404);
});

test('a wrong signature is answered in a sentence, and the operator is told why', async () => {
  const body = readFileSync(join(samples, 'tebex/payment.completed.json'));
  const before = (await refused()).length;
  const changed = await tebex({ name: 'payment.completed', body: Buffer.from(`${body} `), headers: { cookie: 'a=b' } });
  expect(changed.status).toBe(401);
  expect(changed.body).toMatchObject({ code: 'unproven', detail: 'The request is not proven to come from Tebex.' });
  const [first] = await refused();
  expect(first).toMatchObject({ cause: 'wrong', headers: { cookie: '••••', 'content-type': expect.any(String) } });
  expect(first.detail).toContain('something between Tebex and Crier changes the body');
  await tebex({ name: 'payment.completed', headers: { 'X-Signature': 'f'.repeat(64) } });
  expect((await refused())[0].detail).toContain('Most likely the secret is another one');
  expect(await refused()).toHaveLength(before + 2);
  expect(crier.log.join('')).toContain('source.refused');
});

test('once the secret is corrected, what was refused meanwhile is believed, once', async () => {
  await crier.request('PUT', '/v1/sources/tebex', { secret: 'mistyped' });
  expect((await tebex({ name: 'payment.dispute.opened' })).status).toBe(401);
  const retry = () => crier.request('POST', '/v1/sources/tebex/refused/retry');
  const before = (await retry()).body;
  expect(before.believed).toBe(0);
  await crier.request('PUT', '/v1/sources/tebex', { secret });
  const after = await retry();
  expect(after.body).toEqual({ believed: 1, refused: before.refused - 1 });
  const { body } = await crier.request('GET', '/v1/deliveries?type=payment.dispute.opened');
  expect(body.data).toHaveLength(1);
  expect((await retry()).body.believed).toBe(0);
  expect((await refused()).some(({ detail }: { detail: string }) => detail.includes('believed'))).toBe(false);
});

test('so it is where the secret travels in a header or in the address, which nobody is shown', async () => {
  const source = '/v1/sources/mygadgetrepairs';
  await crier.request('PUT', source, { secret: 'what was set at first' });
  const ticket = (ref: string) => JSON.stringify({ ticket_ref: ref, status: 'Ready' });
  const headers = { 'content-type': 'application/json' };
  const basic = `Basic ${Buffer.from('relay:the other one').toString('base64')}`;
  const address = '/in/main/mygadgetrepairs';
  const refuse = async (path: string, more: Record<string, string>, ref: string) =>
    expect((await crier.request('POST', path, ticket(ref), { ...headers, ...more })).status).toBe(401);
  await refuse(address, { authorization: basic }, 'T-1');
  await refuse(`${address}?secret=the%20other%20one`, { authorization: '' }, 'T-2');
  await refuse(address, { authorization: 'Bearer quite another' }, 'T-3');
  const shown = JSON.stringify((await crier.request('GET', `${source}/refused`)).body);
  expect(shown).not.toMatch(/the other one|the%20other|cmVsYXk6dGhlIG90aGVyIG9uZQ/);
  await crier.request('PUT', source, { secret: 'the other one' });
  const retried = await crier.request('POST', `${source}/refused/retry`);
  expect(retried.body).toEqual({ believed: 2, refused: 1 });
});

test('while a secret is changed, the one before it stays valid where it is wanted', async () => {
  await crier.request('PUT', '/v1/sources/tebex', { secret: 'the new one', keep_previous: true });
  expect((await tebex({ name: 'payment.declined' })).status).toBe(200);
  await crier.request('PUT', '/v1/sources/tebex', { secret: 'the newest one' });
  expect((await tebex({ name: 'payment.declined' })).status).toBe(401);
  const kept = await crier.request('PUT', '/v1/sources/tebex', { category: 'errors' });
  expect(kept.body).toMatchObject({ secrets: 1, category: 'errors' });
  await crier.request('PUT', '/v1/sources/tebex', { secret });
});

test('PATCH changes what it names: null takes away, the rest and the secrets stay', async () => {
  const source = '/v1/sources/mygadgetrepairs';
  const put = await crier.request('PUT', source, { secret: 'repairs!', username: 'relay', category: 'processing' });
  expect(put.body).toMatchObject({ enabled: true, username: 'relay', category: 'processing', secrets: 1 });
  const patched = await crier.request('PATCH', source, { username: 'other' });
  const { setup } = patched.body;
  expect(setup.join(' ')).toContain('Username: other');
  expect(patched.body).toEqual({ ...put.body, username: 'other', setup });
  const second = await crier.request('PATCH', source, {
    secret: 'repairs, the new one',
    keep_previous: true,
    category: null,
  });
  expect(second.body).toEqual({ ...put.body, username: 'other', category: null, secrets: 2, setup });
  expect((await crier.request('PATCH', source, { keep_previous: null })).body.errors).toEqual([
    { path: 'keep_previous', message: 'expected true or false' },
  ]);
  const whole = await crier.request('PUT', source, { category: 'errors' });
  expect(whole.body).toMatchObject({ username: null, category: 'errors', secrets: 2 });
  const off = await crier.request('PATCH', '/v1/sources/stripe', { category: 'errors' });
  expect(off).toMatchObject({ status: 400, body: { code: 'invalid_source', errors: [{ path: 'secret' }] } });
});

test('a signed body that cannot be read is refused and told; a category in the address has to be one', async () => {
  const wrong = await tebex({ name: 'payment.completed', path: '/in/main/tebex?category=sales' });
  expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'category' }] } });
});

test('a sample goes through a source that is off, each time as a new event', async () => {
  await crier.request('DELETE', '/v1/sources/tebex');
  expect((await tebex({ name: 'payment.completed' })).status).toBe(404);
  const runs = await Promise.all(
    [1, 2].map(() => crier.request('POST', '/v1/sources/tebex/test', { sample: 'payment.refunded' })),
  );
  const ids = runs.map(({ body }) => body.data[0].id);
  expect(ids[0]).not.toBe(ids[1]);
  expect(await eventOf(ids[0])).toMatchObject({ type: 'payment.refunded', category: 'transactions' });
  const first = await crier.request('POST', '/v1/sources/tebex/test', {});
  expect(first).toMatchObject({ status: 200, body: { sample: 'payment.completed' } });
  const unknown = await crier.request('POST', '/v1/sources/tebex/test', { sample: 'payment.refundet' });
  expect(unknown).toMatchObject({ status: 404, body: { detail: expect.stringContaining('"payment.refunded"') } });
});

test('a platform that signs needs its secret; an unknown one is guessed', async () => {
  const bare = await crier.request('PUT', '/v1/sources/tebex', {});
  expect(bare).toMatchObject({ status: 400, body: { code: 'invalid_source', errors: [{ path: 'secret' }] } });
  expect((await crier.request('GET', '/v1/sources/tebecks')).body.detail).toContain('There is no source');
});

test('what the operator set in the file is read-only, and taken out when it is taken out there', async () => {
  const options = { dir: crier.dir };
  await crier.app.stop();
  const sources = [{ source: 'tebex', secrets: [secret], provisionedBy: 'config/crier.yaml:7' }];
  crier = await startTestApp({ ...options, sources });
  expect((await tebex({ name: 'payment.completed' })).status).toBe(200);
  const change = await crier.request('PUT', '/v1/sources/tebex', { secret: 'other' });
  expect(change).toMatchObject({ status: 409, body: { detail: expect.stringContaining('config/crier.yaml:7') } });
  expect((await crier.request('DELETE', '/v1/sources/tebex')).status).toBe(409);
  await crier.app.stop();
  crier = await startTestApp(options);
  expect((await tebex({ name: 'payment.completed' })).status).toBe(404);
  await crier.app.stop();
  await expect(
    startTestApp({ ...options, sources: [{ source: 'tebx', secrets: ['x'], provisionedBy: 'config/crier.yaml:9' }] }),
  ).rejects.toThrow('config/crier.yaml:9 sets up the source "tebx", which there is not. Did you mean "tebex"?');
  crier = await startTestApp(options);
});
