import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withFullDisk } from '../helpers/full-disk.ts';
import { startTestApp, type TestAnswer, type TestApp } from '../helpers/start-app.ts';

let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp();
});
afterAll(() => crier.stop());

const sale = { type: 'payment.completed', player: { name: 'Steve' }, amount: { value: '9.99', currency: 'EUR' } };
const post = (body: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> =>
  crier.request('POST', '/v1/events', body, headers);

/** Bytes as they are, in any encoding. */
async function postBytes(bytes: Buffer, headers: Record<string, string> = {}) {
  const response = await fetch(`${crier.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${crier.key}`, 'content-type': 'application/json', ...headers },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe('what is accepted', () => {
  test('one event, an array and NDJSON, each with its deliveries', async () => {
    const one = await post(sale);
    expect(one).toMatchObject({ status: 202, body: { status: 'accepted', duplicate: false } });
    expect(one.body.deliveries).toEqual([
      { id: expect.stringMatching(/^dlv_/), destination: expect.stringMatching(/^dst_/), status: 'pending' },
    ]);
    const list = await post([sale, { ...sale, type: 'gift.sent' }]);
    expect(list.body.data).toHaveLength(2);
    const lines = await post(`${JSON.stringify(sale)}\n\n${JSON.stringify(sale)}\n`, {
      'content-type': 'application/x-ndjson',
    });
    expect(lines).toMatchObject({ status: 202, body: { data: [{}, {}] } });
    const line = await post(JSON.stringify(sale), { 'content-type': 'application/x-ndjson' });
    expect(line.body.data).toHaveLength(1);
  });

  test('a thousand at once, compressed or not, each once', async () => {
    const events = Array.from({ length: 1_000 }, (_, index) => ({ ...sale, id: `many-${index}` }));
    const answer = await postBytes(gzipSync(JSON.stringify(events)), { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(202);
    expect(new Set(answer.body.data.map(({ id }: { id: string }) => id)).size).toBe(1_000);
    expect((await post(events)).status).toBe(200);
  });

  test('the same id again answers 200 with the first one; the header counts as the id', async () => {
    const first = await post({ ...sale, id: 'order-1' });
    const again = await post({ amount: sale.amount, id: 'order-1', player: sale.player, type: sale.type });
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, duplicate: true } });
    const byHeader = await post(sale, { 'idempotency-key': 'order-1' });
    expect(byHeader).toMatchObject({ status: 200, body: { id: first.body.id } });
    const other = await post({ ...sale, id: 'order-1', title: 'Another' });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_conflict', errors: [{ path: 'id' }] } });
    const differs = await post({ ...sale, id: 'order-2' }, { 'idempotency-key': 'order-3' });
    expect(differs).toMatchObject({ status: 400, body: { errors: [{ path: 'id' }] } });
  });

  test('events posted at the same moment are all kept, each once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => post({ ...sale, id: `burst-${index % 100}` })),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(100);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
  });
});

describe('what is wrong is said', () => {
  test.each([
    ['no type', {}, 'type', 'event type'],
    ['a type of no form', { type: 'Payment Completed' }, 'type', 'dotted lower case'],
    ['the category that nobody chooses', { ...sale, category: 'other' }, 'category', 'expected one of transactions'],
    [
      'an unknown field within',
      { ...sale, amount: { ...sale.amount, curency: 'EUR' } },
      'amount.curency',
      'did you mean currency?',
    ],
    [
      'an unknown field in a list',
      { ...sale, fields: [{ name: 'a', value: 'b', inlne: true }] },
      'fields[0].inlne',
      'inline?',
    ],
    ['an unknown field', { ...sale, playr: {} }, 'playr', 'did you mean player?'],
    ['money as a number', { ...sale, amount: { value: 9.99, currency: 'EUR' } }, 'amount.value', 'decimal number'],
    ['a currency of no form', { ...sale, amount: { value: '9', currency: 'euro' } }, 'amount.currency', 'ISO 4217'],
    ['a severity that is none', { ...sale, severity: 'bad' }, 'severity', 'info, success'],
    ['a time of no form', { ...sale, occurred_at: 'yesterday' }, 'occurred_at', 'RFC 3339'],
    ['an address that is none', { ...sale, url: 'javascript:alert(1)' }, 'url', 'http or https'],
    ['too many fields', { ...sale, fields: Array(26).fill({ name: 'a', value: 'b' }) }, 'fields', 'at most 25'],
  ])('%s', async (_, event, path, message) => {
    const { status, body, headers } = await post(event);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ code: 'invalid_event', status: 400 });
    expect(body.errors).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  test('the answer shows the form that was expected', async () => {
    const amount = { value: '9.99', currency: 'EUR' };
    expect((await post({})).body.expected).toEqual({ type: 'payment.completed' });
    expect((await post({ ...sale, amount: 9.99 })).body.expected).toEqual({ type: 'payment.completed', amount });
    expect((await post([sale, { ...sale, amount: 1, fields: 'x' }])).body.expected).toEqual({
      type: 'payment.completed',
      amount,
      fields: [{ name: 'Season', value: 'Winter', inline: true }],
    });
  });

  test('in a list every bad event is named, and none is stored', async () => {
    const { status, body } = await post([{ ...sale, id: 'good' }, { type: 'x y' }, sale, { ...sale, title: 7 }]);
    expect(status).toBe(400);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['[1].type', '[3].title']);
    expect((await post({ ...sale, id: 'good' })).status).toBe(202);
  });

  test('a key of an application: its events are of it, and one that names another is refused', async () => {
    const made = await crier.request('POST', '/v1/keys', { name: 'web shop', application: 'web' });
    expect(made.body).toMatchObject({ application: 'web', scopes: ['ingest'] });
    const key = { authorization: `Bearer ${made.body.secret}` };
    const post = (events: object[]) => crier.request('POST', '/v1/events', events, key);
    const type = 'payment.completed';
    const taken = await post([{ type }, { type, application: 'web', id: 'once' }]);
    expect(taken.status).toBe(202);
    for (const { id } of taken.body.data)
      expect((await crier.request('GET', `/v1/events/${id}`)).body.application).toBe('web');
    expect((await post([{ type, application: 'web', id: 'once' }])).body.data[0].duplicate).toBe(true);
    const other = await post([{ type }, { type, application: 'app' }]);
    expect(other).toMatchObject({
      status: 403,
      body: { errors: [{ path: '[1].application', message: 'expected web, or nothing' }] },
    });
    const listed = (await crier.request('GET', '/v1/keys')).body.data.find(
      ({ id }: { id: string }) => id === made.body.id,
    );
    expect(listed.application).toBe('web');
  });

  test('keys: none, a wrong one, one without the scope, one for other categories', async () => {
    const anonymous = await fetch(`${crier.url}/v1/events`, { method: 'POST', body: '{}' });
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('www-authenticate')).toContain('Bearer');
    expect((await post(sale, { authorization: 'Bearer crier_wrong' })).body.code).toBe('unauthorized');
    const make = async (key: object) => (await crier.request('POST', '/v1/keys', key)).body;
    const reader = await make({ name: 'reader', scopes: ['read'] });
    const read = await post(sale, { authorization: `Bearer ${reader.secret}` });
    expect(read).toMatchObject({ status: 403, body: { detail: expect.stringContaining('"ingest"') } });
    const errors = await make({ name: 'errors', categories: ['errors'] });
    const limited = await post([sale], { authorization: `Bearer ${errors.secret}` });
    expect(limited).toMatchObject({ status: 403, body: { errors: [{ path: '[0].type' }] } });
    expect((await post({ type: 'error.plugin' }, { authorization: `Bearer ${errors.secret}` })).status).toBe(202);
    await crier.request('DELETE', `/v1/keys/${errors.id}`);
    expect((await post({ type: 'error.plugin' }, { authorization: `Bearer ${errors.secret}` })).status).toBe(401);
  });

  test('another method, another type, another encoding', async () => {
    const get = await crier.request('GET', '/v1/events');
    expect(get).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(get.headers.get('allow')).toBe('POST');
    expect((await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await post('{}', { 'content-type': 'application/json; charset=utf-16' })).status).toBe(415);
    expect((await postBytes(Buffer.from('{}'), { 'content-encoding': 'zstd-of-our-own' })).status).toBe(415);
  });

  test('too much: one event, a list, a number of events, a body that grows when it is opened', async () => {
    const long = 'x'.repeat(100_000);
    const wide = { ...sale, data: { a: long, b: long, c: long } };
    expect(await post(wide)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
    const large = Array.from({ length: 45 }, () => ({ ...sale, data: { a: long } }));
    expect((await post(large)).status).toBe(413);
    expect((await post(Array(1_001).fill(sale))).body.errors[0].message).toContain('at most 1000 events');
    // Beside the event loop: a server that stands still for seconds closes the connections that wait for it.
    const bomb = await promisify(gzip)(Buffer.alloc(200 * 1024 * 1024, 0x20));
    expect((await postBytes(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
  });
});

describe('hostile bodies are refused or kept, never a failure', () => {
  test.each([
    ['empty', ''],
    ['blank', '   '],
    ['cut off', '{"type":"payment.comp'],
    ['a number', '42'],
    ['null', 'null'],
    ['an empty list', '[]'],
    ['a list of lists', '[[{}]]'],
    ['deep nesting', `{"type":"payment.completed","data":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`],
    ['deep lists', `{"type":"payment.completed","data":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`],
    ['a number beyond all', '{"type":"payment.completed","data":{"a":1e999}}'],
    ['trailing text', '{"type":"payment.completed"} {}'],
  ])('%s: 400', async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(/^[A-Zcedt[].*\.$/);
  });

  test.each([
    ['prototype names', '{"type":"payment.completed","data":{"__proto__":{"a":1},"constructor":"x"}}'],
    ['null bytes', '{"type":"payment.completed","player":{"name":"a\\u0000b"},"title":"\\u0000"}'],
    ['lone surrogates', '{"type":"payment.completed","player":{"name":"\\ud800"},"description":"\\udfff"}'],
    ['the same key twice', '{"type":"x.y","type":"payment.completed"}'],
    ['a byte order mark', '\ufeff{"type":"payment.completed"}'],
    ['a huge number', '{"type":"payment.completed","data":{"a":123456789012345678901234567890}}'],
  ])('%s: kept, and found again', async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(202);
    const found = await crier.request('GET', `/v1/events/${answer.body.id}`);
    expect(found).toMatchObject({ status: 200, body: { type: 'payment.completed' } });
  });

  test('bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('{"type":"payment.completed","title":"'), Buffer.from([0xff, 0xfe])]);
    expect(await postBytes(bytes)).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
  });
});

test('more events than a key may post: 429 with the time to wait, and nothing is stored', async () => {
  const limited = await startTestApp({ settings: { intakeLimit: { count: 5, windowMs: 60_000 } } });
  const answers = await Promise.all(Array.from({ length: 6 }, () => limited.request('POST', '/v1/events', sale)));
  const [refused] = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
  expect(refused?.body.code).toBe('too_many_requests');
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused?.headers.get('ratelimit')).toMatch(/^"events";r=0;t=\d+$/);
  expect(answers.map(({ headers }) => headers.get('ratelimit-policy'))).toEqual(Array(6).fill('"events";q=5;w=60'));
  const { body } = await limited.request('GET', '/v1/deliveries');
  expect(body.data).toHaveLength(5);
  await limited.stop();
});

test('each answer tells what a key may still post; without a limit none does', async () => {
  const limited = await startTestApp({ settings: { intakeLimit: { count: 5, windowMs: 60_000 } } });
  const left = async (...events: object[]) => {
    const { headers } = await limited.request('POST', '/v1/events', events);
    return /^"events";r=(\d+);t=\d+$/.exec(headers.get('ratelimit') ?? '')?.[1];
  };
  expect(await left(sale)).toBe('4');
  expect(await left(sale, sale)).toBe('2');
  expect(await left(sale, sale, sale)).toBe('2');
  await limited.stop();
  expect((await post(sale)).headers.get('ratelimit')).toBeNull();
});

test('a full disk: 503, the service lives, and takes events again when there is room', async () => {
  const ran = await withFullDisk(async () => {
    const answer = await post({ ...sale, id: 'on-a-full-disk' });
    expect(answer).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect((await crier.request('GET', '/readyz')).status).toBe(503);
  });
  if (!ran) process.stderr.write('\n!!! There is no prlimit here: the full disk was NOT tried.\n');
  expect((await post({ ...sale, id: 'on-a-full-disk' })).status).toBe(202);
  expect((await crier.request('GET', '/readyz')).status).toBe(200);
});
