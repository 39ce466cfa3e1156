import { request } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultStore } from '../../src/model/store.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const payment = { type: 'payment.completed', player: { name: 'Steve' }, amount: { value: '9.99', currency: 'EUR' } };

let app: TestApp;

beforeEach(async () => {
  app = await startTestApp({
    stores: [{ store: { ...defaultStore, id: 'second', name: 'Second' }, routes: [], sources: [], endpoints: [] }],
  });
});
afterEach(() => app.stop());

/** With an admin key of the store `main`, as a browser that has logged in; or with other headers. */
function get(path: string, headers: Record<string, string> = basic(app.key)) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; text: string }>(
    (resolve, reject) => {
      const asked = request(`${app.url}${path}`, { headers }, async (response) => {
        const text = (await response.toArray()).join('');
        resolve({ status: response.statusCode, headers: response.headers, text });
      });
      asked.on('error', reject).end();
    },
  );
}

const navigation = { accept: 'text/html', 'sec-fetch-mode': 'navigate' };
const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`:${key}`).toString('base64')}` });

async function messages(key = app.key): Promise<{ id: string; body: string }[]> {
  return JSON.parse((await get('/preview/messages', basic(key))).text).messages;
}

async function keyOf(store: string): Promise<string> {
  const actor = { name: 'test', store, scopes: ['admin'] as const };
  return (await app.app.actions.keys.create(actor, { name: 'a key', scopes: ['ingest', 'read'] })).secret;
}

async function sent(count: number): Promise<{ id: string; body: string }[]> {
  return expect
    .poll(() => messages())
    .toHaveLength(count)
    .then(() => messages());
}

it('asks a browser for the key, says how to get in without one, and takes it', async () => {
  const refused = await get('/preview', navigation);
  expect(refused.status).toBe(401);
  expect(refused.headers['www-authenticate']).toBe('Basic realm="Crier"');
  expect(refused.text).toMatch(
    /^Open the link that "npm run crier -- preview", on the machine of Crier, prints, or .+\.\n$/,
  );
  expect((await get('/preview', { ...navigation, ...basic(app.key) })).status).toBe(200);
  expect((await get('/preview', { ...navigation, ...basic('wrong') })).status).toBe(401);
});

it('keeps everything under /preview from those without a key', async () => {
  for (const path of ['/preview/messages', '/preview/stream', '/preview/assets/preview.js', '/preview/nothing']) {
    const refused = await get(path, {});
    expect(refused.status, path).toBe(401);
    expect(refused.headers['content-type'], path).toContain('application/problem+json');
  }
});

it('serves a page that may run and ask nothing but this machine', async () => {
  const { status, headers, text } = await get('/preview');
  expect(status).toBe(200);
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+';/);
  expect(policy).not.toMatch(/(script-src|style-src) [^;]*unsafe/);
  expect(text.match(/(?:src|href)="(?!\/preview\/assets\/)/g)).toBeNull();
  expect((await get('/preview/assets/preview.js')).headers['content-type']).toContain('javascript');
  expect((await get('/preview/assets/../preview.ts')).status).toBe(404);
  expect((await get('/preview/assets/%2e%2e/preview.ts')).status).toBe(404);
});

it('lists the messages of one store, the newest last, as they were sent', async () => {
  await app.post(payment, { ...payment, player: { name: 'Alex' } });
  const list = await sent(2);
  expect(list.map(({ body }) => JSON.parse(body).embeds[0].author.name)).toEqual(['Steve', 'Alex']);
  const kept = await app.app.deps.storage.listMessages('main', 1);
  expect(list[1]?.body).toBe(kept[0]?.body);
  expect(await messages(await keyOf('second'))).toEqual([]);
});

it('streams what is sent after it was opened, once each, and of no other store', async () => {
  await app.post(payment);
  await sent(1);
  const asking = new AbortController();
  const response = await fetch(`${app.url}/preview/stream`, { signal: asking.signal, headers: basic(app.key) });
  const second = await keyOf('second');
  const toSecond = { authorization: `Bearer ${second}` };
  expect((await app.request('POST', '/v1/events', payment, toSecond)).status).toBe(202);
  await expect.poll(() => messages(second)).toHaveLength(1);
  const names = Array.from({ length: 20 }, (_, index) => `Player ${index}`);
  for (const name of names) await app.post({ ...payment, player: { name } });

  const told: { id: string; body: string }[] = [];
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += Buffer.from(bytes).toString();
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, data] = /^event: sent\ndata: (.*)$/.exec(block) ?? [];
      if (data !== undefined) told.push(JSON.parse(data));
    }
    if (told.length >= names.length) break;
  }
  asking.abort();
  expect(told.map(({ body }) => JSON.parse(body).embeds[0].author.name)).toEqual(names);
  expect((await messages()).slice(1)).toEqual(told);
});
