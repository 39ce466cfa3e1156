import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const secret = 'a-password-of-the-game-server';
const on = (source: string) => ({ source, secrets: [secret], provisionedBy: 'test' });

let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp({ sources: [on('loki'), on('fivemanage')] });
});
afterAll(() => crier.stop());

async function post(path: string, body: string | Uint8Array<ArrayBuffer>) {
  const response = await fetch(`${crier.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
    body,
  });
  return { status: response.status, text: await response.text() };
}

const line = (text: unknown, index = 0) => [String(1_767_225_600_000_000_000n + BigInt(index)), text];
const lokiOf = (values: unknown[]) => JSON.stringify({ streams: [{ stream: { job: 'survival' }, values }] });
const push = (values: unknown[]) => post('/loki/api/v1/push', lokiOf(values));
const manyLines = (count: number) => Array.from({ length: count }, (_, index) => line(`line ${index}`, index));
const last = async (source: string) => (await crier.request('GET', `/v1/sources/${source}/requests`)).body.data[0];
const eventOf = async (id: string) => (await crier.request('GET', `/v1/events/${id}`)).body;

test('a batch of a thousand lines is taken whole, the last line too', async () => {
  expect(await push(manyLines(1_000))).toEqual({ status: 204, text: '' });
  const { events } = await last('loki');
  expect(events).toHaveLength(1_000);
  expect(await eventOf(events.at(-1))).toMatchObject({ description: 'line 999' });
  const lines = Array.from({ length: 1_000 }, (_, index) => ({ level: 'info', message: `line ${index}` }));
  expect((await post('/api/logs/batch', JSON.stringify(lines))).status).toBe(200);
  expect((await last('fivemanage')).events).toHaveLength(1_000);
});

test('a batch of more lines than are taken at once is refused whole, and says how many are', async () => {
  const before = (await last('loki')).id;
  const refused = await push(manyLines(5_001));
  expect(refused.status).toBe(413);
  expect(JSON.parse(refused.text).detail).toBe(
    'The request has 5001 lines, and 5000 are taken at once. Nothing was stored; send smaller batches.',
  );
  const kept = await last('loki');
  expect(kept.id).not.toBe(before);
  expect(kept).toMatchObject({ cause: 'unreadable', detail: expect.stringContaining('5001 lines'), events: [] });
});

test('a byte that is no UTF-8 costs its letter', async () => {
  const body = Buffer.from(lokiOf([line('Ren\u00e9 joined'), line('the crash')]), 'latin1');
  expect((await post('/loki/api/v1/push', new Uint8Array(body))).status).toBe(204);
  const { events } = await last('loki');
  const told = await Promise.all(events.map(eventOf));
  expect(told.map(({ description }) => description)).toEqual(['Ren\ufffd joined', 'the crash']);
});

test('a line that is none costs itself, and the log says so', async () => {
  expect((await push([line('first'), 'nonsense', line(7), line('last')])).status).toBe(204);
  const { events, cause, detail } = await last('loki');
  expect([events.length, cause]).toEqual([2, null]);
  expect(detail).toBe(
    '2 of 4 lines cannot be read and were left out; the first is number 2: expected [time in nanoseconds, text].',
  );
  expect(crier.log.some((entry) => entry.includes('source.partial') && entry.includes('2 of 4 lines'))).toBe(true);
});

test('the form before Loki 0.4 is read, with its labels and times', async () => {
  const labels = '{job="survival", level="error", path="C:\\\\logs"}';
  const entries = [{ ts: '2026-11-27T22:00:00Z', line: 'shop plugin crashed while giving VIP to Steve' }];
  const old = await post('/loki/api/v1/push', JSON.stringify({ streams: [{ labels, entries }] }));
  expect(old.status).toBe(204);
  const { events } = await last('loki');
  expect(await eventOf(events[0])).toMatchObject({
    type: 'log.survival',
    category: 'errors',
    description: entries[0]?.line,
    occurred_at: '2026-11-27T22:00:00.000Z',
    data: { original: { stream: { level: 'error', path: 'C:\\logs' }, line: { message: entries[0]?.line } } },
  });
});

test('a stream without lines is nothing, and one without a list of them is refused or said', async () => {
  expect((await post('/loki/api/v1/push', '{"streams":[{"stream":{},"values":[]}]}')).status).toBe(204);
  expect((await post('/loki/api/v1/push', '{"streams":[{"stream":{}}]}')).status).toBe(400);
  const mixed = {
    streams: [
      { stream: {}, values: [line('told')] },
      { stream: {}, lines: ['lost'] },
    ],
  };
  expect((await post('/loki/api/v1/push', JSON.stringify(mixed))).status).toBe(204);
  expect((await last('loki')).detail).toContain('1 of 2 lines cannot be read');
});

test("every part of a line is in its event, nested ones and long numbers too, but for what is nobody else's", async () => {
  const parts = '{"event":"sale","cart":{"lines":[{"sku":"vip"}]},"discord":123456789012345678,"ip":"203.0.113.9"}';
  expect((await push([line(parts)])).status).toBe(204);
  const { events } = await last('loki');
  const { data } = await eventOf(events[0]);
  expect(data.original.line).toEqual({
    event: 'sale',
    cart: { lines: [{ sku: 'vip' }] },
    discord: '123456789012345678',
  });
});

test('a body in which nothing can be read is refused', async () => {
  expect((await push(['nonsense'])).status).toBe(400);
  expect((await post('/loki/api/v1/push', '{"streams":{}}')).status).toBe(400);
  expect((await post('/api/logs', '{"msg":"?"}')).status).toBe(400);
  expect((await post('/loki/api/v1/push', '{"streams":[]}')).status).toBe(204);
});

test('a level that is a word of JavaScript is no level', async () => {
  expect((await push([line('{"message":"hello","level":"constructor"}')])).status).toBe(204);
  expect(await eventOf((await last('loki')).events[0])).toMatchObject({ severity: 'info', description: 'hello' });
});
