import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultStore } from '../../src/model/store.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const day = 86_400_000;
const second = { store: { ...defaultStore, id: 'second', name: 'Second' }, routes: [], sources: [], endpoints: [] };

let clock: FakeClock;
let app: TestApp;

beforeEach(async () => {
  clock = new FakeClock();
  app = await startTestApp({ clock, stores: [second], settings: { publicUrl: 'https://crier.example/shop' } });
});
afterEach(() => app.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}${path}`, { headers, redirect: 'manual' });

/** Opens a link; answers the cookie to send, and all that was said of it. */
async function open(token = app.app.previewToken): Promise<{ cookie: string; attributes: string[]; answer: Response }> {
  const answer = await get(`/preview?token=${token}`);
  const [cookie = '', ...attributes] = (answer.headers.get('set-cookie') ?? '').split('; ');
  return { cookie, attributes, answer };
}

async function linkWith(...scopes: ('read' | 'ingest' | 'installation')[]): Promise<string> {
  const actor = { name: 'test', store: 'second', scopes };
  return app.app.actions.previews.createLink(actor).token;
}

test('the link of the start screen begins a session, and leads to an address without the token', async () => {
  const { cookie, attributes, answer } = await open();
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe('preview');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(attributes).toEqual(expect.arrayContaining(['Path=/preview', 'HttpOnly', 'SameSite=Lax', 'Max-Age=2592000']));
  expect(attributes).not.toContain('Secure');
  expect(cookie).not.toContain(app.app.previewToken);
  for (const path of ['/preview', '/preview/messages', '/preview/assets/preview.js']) {
    expect((await get(path, { cookie: `other=1; ${cookie}` })).status, path).toBe(200);
  }
  expect((await get('/preview?token=x&store=second', { cookie })).headers.get('location')).toBe('preview?store=second');
});

test('a session shows any store of the installation, and opens nothing but the preview', async () => {
  const { cookie } = await open();
  const of = async (store: string) =>
    JSON.parse(await (await get(`/preview/messages?store=${store}`, { cookie })).text()).store.id;
  expect([await of('main'), await of('second')]).toEqual(['main', 'second']);
  expect((await get('/preview/messages?store=none', { cookie })).status).toBe(404);
  for (const path of ['/v1/status', '/v1/deliveries', '/metrics']) {
    expect((await get(path, { cookie })).status, path).toBe(401);
  }
});

test('a link that a key of one store made shows this store alone', async () => {
  const { cookie } = await open(await linkWith('read'));
  const answer = JSON.parse(await (await get('/preview/messages?store=main', { cookie })).text());
  expect(answer.store.id).toBe('second');
});

test('by HTTP, a key makes a link to its own store, and one that may not read makes none', async () => {
  const actor = { name: 'test', store: 'second', scopes: ['admin'] as const };
  const { secret } = await app.app.actions.keys.create(actor, { name: 'a key', scopes: ['read'] });
  const own = await app.request('POST', '/v1/preview-links', {}, { authorization: `Bearer ${secret}` });
  expect(own).toMatchObject({ status: 201, body: { expires_at: '2026-01-08T00:00:00.000Z' } });
  expect(own.body.path).toMatch(/^\/preview\?token=[\w.-]+&store=second$/);
  await expect(linkWith('ingest')).rejects.toThrow('lacks the scope "read"');
});

test('the link of a key, and the sessions that it began, end with the key', async () => {
  const actor = { name: 'test', store: 'second', scopes: ['admin'] as const };
  const { secret, key } = await app.app.actions.keys.create(actor, { name: 'a key', scopes: ['read'] });
  const made = await app.request('POST', '/v1/preview-links', {}, { authorization: `Bearer ${secret}` });
  const token = new URL(made.body.path, 'http://localhost').searchParams.get('token') ?? '';
  const { cookie } = await open(token);
  expect((await get('/preview/messages', { cookie })).status).toBe(200);
  await app.app.actions.keys.revoke(actor, key.id);
  expect((await get('/preview/messages', { cookie })).status).toBe(401);
  expect((await open(token)).answer.status).toBe(403);
});

test('a link with a slash behind its path leads to the preview as well', async () => {
  const answer = await get(`/preview/?token=${app.app.previewToken}`);
  expect(new URL(answer.headers.get('location') ?? '', answer.url).pathname).toBe('/preview');
});

test('links and sessions end, and survive a restart until then', async () => {
  const { previewToken } = app.app;
  const { cookie: before } = await open();
  const { dir } = app;
  await app.app.stop();
  app = await startTestApp({ clock, dir });
  // Browsers share cookies between ports, so that its name tells the port, which is another one now.
  const cookie = before.replace(/\d+=/, `${new URL(app.url).port}=`);
  expect((await open(previewToken)).answer.status).toBe(302);
  expect((await get('/preview', { cookie })).status).toBe(200);
  clock.jump(8 * day);
  expect((await open(previewToken)).answer.status).toBe(403);
  expect((await get('/preview', { cookie })).status).toBe(200);
  // Whoever is in already is not sent away for an old link.
  expect((await get(`/preview?token=${previewToken}`, { cookie })).status).toBe(302);
  clock.jump(23 * day);
  expect((await get('/preview', { cookie })).status).toBe(401);
});

test('nothing that is forged opens anything, and an old link says how to get another', async () => {
  const [expiry = '', , signature = ''] = (await linkWith('read')).split('.');
  const forged = [
    '',
    'x',
    `${expiry}.-.${signature}`,
    `zzzzzzzz.second.${signature}`,
    `${expiry}.second.`,
    `${app.app.previewToken}A`,
    app.app.previewToken.slice(0, -1),
  ];
  for (const token of forged) expect((await open(token)).answer.status, token).toBe(403);
  expect((await get('/preview?token=a&token=b')).status).toBe(403);
  const { cookie } = await open();
  const [name = ''] = cookie.split('=');
  for (const value of [...forged, app.app.previewToken]) {
    expect((await get('/preview', { cookie: `${name}=${value}` })).status, value).toBe(401);
  }
  const page = await get('/preview?token=x', { accept: 'text/html', 'sec-fetch-mode': 'navigate' });
  expect(page.headers.get('www-authenticate')).toBeNull();
  expect(await page.text()).toContain('npm run crier -- preview');
});

test('a key that may only post is told so', async () => {
  const actor = { name: 'test', store: 'main', scopes: ['admin'] as const };
  const { secret } = await app.app.actions.keys.create(actor, { name: 'sender', scopes: ['ingest'] });
  const answer = await get('/preview', { authorization: `Bearer ${secret}`, accept: 'text/html' });
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringMatching(/lacks the scope .{0,2}read/)]);
});

test('no token, session or query is in the log', async () => {
  const { cookie } = await open();
  await get('/preview/messages?token=never-logged&store=none', { cookie });
  await open('never-logged');
  const log = app.log.join('');
  for (const secret of [app.app.previewToken, cookie.split('=')[1] ?? '', 'never-logged'])
    expect(log).not.toContain(secret);
});
