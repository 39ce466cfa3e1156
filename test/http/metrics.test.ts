import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Scope } from '../../src/model/api-key.ts';
import { defaultStore } from '../../src/model/store.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const storeOf = (id: string) => ({ store: { ...defaultStore, id, name: id }, routes: [], sources: [], endpoints: [] });

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ stores: [storeOf('second')] });
  await app.post({ type: 'payment.completed' });
  const second = await keyOf('second', 'ingest');
  await app.request('POST', '/v1/events', { type: 'gift.sent' }, { authorization: `Bearer ${second}` });
  const delivered = async () => (await metrics(await keyOf('second', 'read', 'installation'))).match(/delivered"/g);
  // Each store: attempts and settled deliveries.
  await vi.waitFor(async () => expect(await delivered()).toHaveLength(4), { timeout: 15_000 });
});
afterAll(() => app.stop());

async function keyOf(store: string, ...scopes: Scope[]): Promise<string> {
  const maker = { name: 'test', store, scopes: ['admin', 'installation'] as const };
  return (await app.app.actions.keys.create(maker, { name: 'a key', scopes })).secret;
}

async function metrics(key: string): Promise<string> {
  const { status, headers, body } = await app.request('GET', '/metrics', undefined, { authorization: `Bearer ${key}` });
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  return body;
}

const seriesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('a key shows the figures of its own store, and nothing of the others or of the process', async () => {
  for (const store of ['main', 'second']) {
    const series = seriesOf(await metrics(await keyOf(store, 'read')));
    expect(series.filter((line) => !line.includes(`store="${store}"`))).toEqual([]);
    const names = new Set(series.map((line) => line.replace(/\{.*/, '')));
    expect([...names]).toEqual(
      expect.arrayContaining([
        'crier_events_accepted_total',
        'crier_attempts_total',
        'crier_attempt_seconds_bucket',
        'crier_deliveries_pending',
        'crier_deliveries_unrouted',
      ]),
    );
  }
});

test('its form is that of Prometheus: each name is described once, before its series', async () => {
  const text = await metrics(await keyOf('second', 'read'));
  const described = [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name);
  expect(new Set(described).size).toBe(described.length);
  for (const line of seriesOf(text)) {
    const name = /^\w+/.exec(line)?.[0].replace(/_(bucket|sum|count)$/, '') ?? '';
    expect(described).toContain(name);
  }
});

test('an admin key alone does not show the whole installation; the scope "installation" does', async () => {
  expect(await metrics(await keyOf('second', 'admin'))).not.toMatch(/process_cpu|store="main"/);
  const all = await metrics(await keyOf('second', 'read', 'installation'));
  expect(all).toMatch(/^process_cpu_seconds_total /m);
  expect(all).toMatch(/crier_events_accepted_total\{store="main"/);
  expect(all).toMatch(/crier_events_accepted_total\{store="second"/);
});

test('a key that may not read gets nothing', async () => {
  for (const scopes of [['ingest'], ['installation']] as const) {
    const key = await keyOf('main', ...scopes);
    const answer = await app.request('GET', '/metrics', undefined, { authorization: `Bearer ${key}` });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  }
});

test('what a key shows is kept by no cache, and neither is a refusal', async () => {
  const wrong = { authorization: 'Bearer wrong' };
  for (const path of ['/v1/status', '/v1/keys', '/v1/deliveries', '/v1/nothing', '/metrics']) {
    expect((await app.request('GET', path)).headers.get('cache-control'), path).toBe('no-store');
    expect((await app.request('GET', path, undefined, wrong)).headers.get('cache-control'), path).toBe('no-store');
  }
});
