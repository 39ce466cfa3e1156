import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { defaultStore } from '../../src/model/store.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../helpers/start-app.ts';

let crier: TestApp;
afterEach(() => crier.stop());

const random = 'v1_4ZpX0qLr9TbW2mYc7NdK5hGs';
const source = (id: string, secret: string) => ({ source: id, secrets: [secret], provisionedBy: 'test' });
const start = async (options: TestAppOptions = {}) => {
  const clock = new FakeClock('2026-01-01T00:00:00Z');
  crier = await startTestApp({ ...options, clock });
  return clock;
};

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${crier.url}${path}`, { method: 'POST', body, headers });
  const text = await response.text();
  return { status: response.status, retryAfter: response.headers.get('retry-after'), text };
}
const times = async (count: number, send: (index: number) => Promise<{ status: number }>) => {
  const statuses: number[] = [];
  for (let index = 0; index < count; index += 1) statuses.push((await send(index)).status);
  return statuses;
};
const event = JSON.stringify({ type: 'payment.completed' });
const withKey = (key: string) =>
  post('/v1/events', event, { authorization: `Bearer ${key}`, 'content-type': 'application/json' });

test('API keys: wrong ones are refused, one that goes on is told to stop, and the right one always passes', async () => {
  const clock = await start();
  expect(new Set(await times(100, (index) => withKey(`crier_wrong_${index}`)))).toEqual(new Set([401]));
  const statuses = await times(31, () => withKey('crier_forgotten'));
  expect(statuses.slice(0, 30)).toEqual(Array(30).fill(401));
  expect(statuses[30]).toBe(429);
  expect(await withKey('crier_forgotten')).toMatchObject({ status: 429, retryAfter: '60' });
  expect((await withKey('crier_another')).status).toBe(401);
  expect((await withKey(crier.key)).status).toBe(202);
  await clock.advance(60_000);
  expect((await withKey('crier_forgotten')).status).toBe(401);
});

const sign = (secret: string, body: string) => createHmac('sha256', secret).update(body).digest('hex');
const sellapp = (secret: string, body: string) => post('/in/main/sellapp', body, { signature: sign(secret, body) });

test('a source with a random secret: refused ones are limited and kept of no further, a right one always passes', async () => {
  await start({ sources: [source('sellapp', random)] });
  const statuses = await times(40, (index) => sellapp('wrong', JSON.stringify({ index })));
  expect(statuses).toEqual([...Array(30).fill(401), ...Array(10).fill(429)]);
  expect((await sellapp('wrong', '{}')).retryAfter).toBe('60');
  expect((await sellapp(random, '{}')).status).toBe(200);
  const { body } = await crier.request('GET', '/v1/sources/sellapp/refused');
  expect(body.data).toHaveLength(30);
});

test('a source with a password that somebody chose: guessing ends, for that source alone', async () => {
  const clock = await start({ sources: [source('mygadgetrepairs', 'repairs!'), source('loki', 'frostvale')] });
  const send = (id: string, secret: string) => post(`/in/main/${id}?secret=${secret}`, '{"streams":[]}');
  const guesses = await times(31, (index) => send('mygadgetrepairs', `guess${index}`));
  expect(guesses.at(-1)).toBe(429);
  expect((await send('mygadgetrepairs', 'repairs!')).status).toBe(429);
  expect((await send('loki', 'frostvale')).status).toBe(204);
  await clock.advance(60_000);
  expect((await send('mygadgetrepairs', 'repairs!')).status).toBe(200);
});

test('an address that names no store: guessing closes the store with the password, and no other', async () => {
  const workshop = { ...defaultStore, id: 'workshop', name: 'Workshop' };
  await start({
    sources: [source('loki', 'frostvale')],
    stores: [{ store: workshop, routes: [], endpoints: [], sources: [source('loki', random)] }],
  });
  const push = (password: string) =>
    post('/loki/api/v1/push', '{"streams":[]}', { authorization: `Bearer ${password}` });
  await times(30, (index) => push(`guess${index}`));
  expect((await push('frostvale')).status).toBe(429);
  expect((await push(random)).status).toBe(204);
});

test('drop-in webhooks: a deleted one that a script goes on with silences no other', async () => {
  await start();
  const { body } = await crier.request('POST', '/v1/webhooks', { category: 'errors', name: 'Anticheat' });
  const { pathname } = new URL(body.url);
  const send = (path: string) => post(path, '{"content":"hello"}', { 'content-type': 'application/json' });
  const gone = await times(32, () => send('/api/webhooks/100000000000000001/gone'));
  expect(gone).toEqual([...Array(30).fill(404), 429, 429]);
  const limited = await send('/api/webhooks/100000000000000001/gone');
  expect(limited.retryAfter).toBe('60');
  expect(JSON.parse(limited.text)).toEqual({
    message: 'You are being rate limited.',
    code: 0,
    retry_after: 60,
    global: false,
  });
  expect((await send(pathname)).status).toBe(204);
});

test('the body of a stranger is not read before the address is known', async () => {
  await start();
  const large = await post('/api/webhooks/100000000000000001/none', 'x'.repeat(7 * 1024 * 1024));
  expect(large.status).toBe(404);
});

test('the limit of the intake counts for a key, a source and a drop-in webhook, each for itself', async () => {
  const clock = await start({
    sources: [source('sellapp', random), source('loki', random)],
    settings: { intakeLimit: { count: 3, windowMs: 60_000 } },
  });
  const { body: webhook } = await crier.request('POST', '/v1/webhooks', { category: 'errors', name: 'Anticheat' });
  const { pathname } = new URL(webhook.url);
  const order = (id: number) => JSON.stringify({ event: 'order.completed', data: { id, status: 'COMPLETED' } });
  const toHook = () => post(pathname, '{"content":"hello"}', { 'content-type': 'application/json' });
  expect(await times(4, () => withKey(crier.key))).toEqual([202, 202, 202, 429]);
  expect(await times(4, (index) => sellapp(random, order(index)))).toEqual([200, 200, 200, 429]);
  expect(await times(4, toHook)).toEqual([204, 204, 204, 429]);
  const limited = await sellapp(random, order(5));
  expect(limited).toMatchObject({ status: 429, retryAfter: '60' });
  expect(JSON.parse(limited.text)).toMatchObject({ code: 'too_many_requests' });
  expect(JSON.parse((await toHook()).text)).toMatchObject({ retry_after: 60, global: false });
  const lines = ['a', 'b', 'c', 'd'].map((line) => ['1767225600000000000', line]);
  const push = (values: string[][]) =>
    post('/loki/api/v1/push', JSON.stringify({ streams: [{ stream: {}, values }] }), {
      authorization: `Bearer ${random}`,
    });
  expect((await push(lines)).status).toBe(429);
  expect((await push(lines.slice(1))).status).toBe(204);
  await clock.advance(60_000);
  expect((await sellapp(random, order(5))).status).toBe(200);
});

test('a drop-in webhook takes so many bytes a minute, of files and text, and others go on', async () => {
  const clock = await start();
  const make = async (name: string) =>
    new URL((await crier.request('POST', '/v1/webhooks', { category: 'errors', name })).body.url).pathname;
  const [first, second] = [await make('Screens'), await make('Chat')];
  const large = 'x'.repeat(6 * 1024 * 1024);
  expect(new Set(await times(20, () => post(first, large, { 'content-type': 'application/json' })))).toEqual(
    new Set([413]),
  );
  const hello = (path: string) => post(path, '{"content":"hello"}', { 'content-type': 'application/json' });
  expect(await hello(first)).toMatchObject({ status: 429, retryAfter: '60' });
  expect((await hello(second)).status).toBe(204);
  await clock.advance(60_000);
  expect((await hello(first)).status).toBe(204);
});
