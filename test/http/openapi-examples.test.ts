import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../flow/_world.ts';
import { botDefaults } from '../helpers/fake-discord/bot/options.ts';
import { type Receiver, startReceiver } from '../helpers/receiver.ts';
import type { Looked } from '../helpers/start-app.ts';

// Every example of the document is posted to its own operation; what is answered is the example of the answer, once it is
// recorded: `RECORD=1 npx vitest run test/http/openapi-examples.test.ts` does it, and the test says when that is needed.

const file = join(import.meta.dirname, '../../src/http/openapi/examples.json');

let world: World;
let receiver: Receiver;
let openapi: Looked;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

beforeAll(async () => {
  receiver = await startReceiver();
  world = await createWorld((discord) => ({ default: discord.addWebhook({ name: 'everything' }).url }), {
    app: {
      settings: {
        publicUrl: 'https://crier.example.com',
        bot: { token: botDefaults.token, guildId: undefined },
        intakeLimit: { count: 10_000, windowMs: 10_000 },
      },
    },
  });
  openapi = (await world.crier.request('GET', '/openapi.json')).body;
  ajv.addSchema({ ...openapi, $id: 'openapi' });
});
afterAll(async () => {
  await world.stop();
  await receiver.stop();
});

/** Each operation of the API, by its id. */
function operationOf(id: string): { path: string; method: string; operation: Looked } {
  for (const [path, item] of Object.entries<Looked>(openapi.paths)) {
    for (const [method, operation] of Object.entries<Looked>(item)) {
      if (operation.operationId === id) return { path, method, operation };
    }
  }
  throw new Error(`no operation ${id}`);
}

/** Ids of things of this run for those in the document. */
const ids = new Map<string, string>();
const recorded: Record<string, { status: number; body: unknown }> = {};
const asked = new Set<string>();

function addressOf(id: string): string {
  const { path, operation } = operationOf(id);
  let address = path;
  for (const { name, in: place, schema } of operation.parameters ?? []) {
    const example = String(schema.examples?.[0]);
    if (place === 'path')
      address = address.replace(`{${name}}`, encodeURIComponent(ids.get(`${id} ${name}`) ?? example));
  }
  return address;
}

/** Their answers wait for a delivery, or for Discord, and so for the clock. */
const timed = new Set(['put-route', 'test-route', 'test-endpoint']);

/** Asks an operation its example, holds the answer to its schema, and records it. */
async function ask(id: string, { body, query = '', as = id }: { body?: object; query?: string; as?: string } = {}) {
  asked.add(id);
  const { method, operation } = operationOf(id);
  const media = operation.requestBody?.content['application/json'];
  const sent = body ?? media?.example;
  const headers = { 'content-type': 'application/json' };
  const answering = world.crier.request(
    method.toUpperCase(),
    `${addressOf(id)}${query}`,
    sent,
    sent === undefined ? {} : headers,
  );
  let isAnswered = false;
  void answering.finally(() => {
    isAnswered = true;
  });
  if (timed.has(id)) await world.until(() => isAnswered);
  const answer = await answering;
  expect(answer.status, `${id}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  const promised = operation.responses[answer.status];
  expect(promised, `${id} answers ${answer.status}`).toBeDefined();
  const schema = promised.content?.['application/json']?.schema;
  if (schema !== undefined) {
    const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')));
    expect(validate(answer.body), `${id}: ${ajv.errorsText(validate.errors)}`).toBe(true);
    recorded[as] = { status: answer.status, body: answer.body };
  }
  return answer.body;
}

/** The body that an operation shows, with parts that only hold in this run. */
function bodyOf(id: string, changes: object): object {
  return { ...operationOf(id).operation.requestBody.content['application/json'].example, ...changes };
}

test('every example is taken by its own operation, and every answer is as the document shows it', async () => {
  const { examples } = operationOf('post-events').operation.requestBody.content['application/json'];
  const posted = await ask('post-events', { body: { ...examples.whole.value, type: 'gift.sent' } });
  await ask('post-events', { body: { ...examples.whole.value, type: 'gift.sent' }, as: 'post-events-again' });
  for (const { value } of Object.values<{ value: object }>(examples)) {
    const event = Array.isArray(value) ? value : { ...value, ...('id' in value ? { id: 'tbx-1002' } : {}) };
    expect((await world.crier.request('POST', '/v1/events', event)).status).toBe(202);
  }
  const lines = operationOf('post-events').operation.requestBody.content['application/x-ndjson'].example;
  const ndjson = { 'content-type': 'application/x-ndjson' };
  expect((await world.crier.request('POST', '/v1/events', lines, ndjson)).status).toBe(202);
  await world.until(() => world.discord.totals.embeds >= 6);
  world.clock.advance(1_000);

  ids.set('get-event id', posted.id);
  await ask('get-event');
  await ask('list-event-types');
  const { data } = await ask('list-deliveries', { query: '?status=delivered&limit=1' });
  for (const id of ['get-delivery', 'replay-delivery']) ids.set(`${id} id`, data[0].id);
  await ask('get-delivery');
  await ask('replay-delivery');
  await ask('replay-deliveries');
  await ask('get-stats', { query: '?period=7d' });
  await ask('get-player');
  await ask('get-status');

  await ask('put-route', { body: bodyOf('put-route', { webhook: world.discord.addWebhook({ name: 'gifts' }).url }) });
  await ask('patch-route');
  await ask('get-route');
  await ask('list-routes');
  await ask('test-route');
  await ask('delete-route');

  await ask('create-endpoint', { body: bodyOf('create-endpoint', { url: receiver.url }) });
  await ask('patch-endpoint');
  await ask('get-endpoint');
  await ask('list-endpoints');
  await ask('rotate-endpoint-secret');
  await ask('test-endpoint');
  await ask('pause-endpoint');
  const [waiting] = await world.crier.post({ type: 'gift.sent', severity: 'warning' });
  const { body: event } = await world.crier.request('GET', `/v1/events/${waiting?.id}`);
  const held = event.deliveries.find(({ destination_name: name }: { destination_name: string }) => name === 'rewards');
  ids.set('cancel-delivery id', held.id);
  await ask('cancel-delivery');
  await ask('resume-endpoint');
  await ask('delete-endpoint');

  await ask('put-source');
  await ask('patch-source');
  await ask('get-source');
  await ask('list-sources');
  await ask('test-source');
  await ask('rotate-source-secret');
  await world.crier.request('PUT', '/v1/sources/botghost', {});
  const hook = await ask('create-hook');
  ids.set('delete-hook id', hook.id);
  await ask('delete-hook');
  const headers = { authorization: '', 'content-type': 'application/json' };
  expect((await world.crier.request('POST', '/in/main/tebex', { type: 'payment.completed' }, headers)).status).toBe(
    401,
  );
  await ask('list-refused');
  const { data: requests } = await ask('list-received');
  ids.set('get-received id', requests[0].id);
  await ask('get-received');
  await ask('retry-refused');
  await ask('delete-source');

  await ask('count-test-events');
  await ask('delete-test-events');

  const { url } = await ask('create-webhook');
  const [, webhook = ''] = /webhooks\/(\d+)\//.exec(url) ?? [];
  await ask('list-webhooks');
  ids.set('delete-webhook id', webhook);
  const dropIn = operationOf('execute-discord-webhook').operation.requestBody.content['application/json'].example;
  expect((await world.crier.request('POST', new URL(url).pathname, dropIn)).status).toBe(204);
  await ask('delete-webhook');

  const key = await ask('create-key');
  await ask('list-keys');
  ids.set('revoke-key id', key.id);
  await ask('revoke-key');

  await ask('create-link-code');
  const guild = operationOf('delete-guild').operation.parameters[0].schema.examples[0];
  await world.crier.app.deps.registries.guilds.put({
    id: guild,
    store: 'main',
    linkedAt: world.clock.now(),
    linkedBy: 'linked in Discord',
  });
  await ask('list-guilds');
  await ask('delete-guild');
  await ask('create-preview-link');
  await ask('backup');

  const keyed = Object.values<Record<string, { operationId: string; security?: unknown[] }>>(openapi.paths)
    .flatMap((item) => Object.values(item))
    .filter(({ security, operationId }) => security === undefined && !['get-metrics', 'tail'].includes(operationId))
    .map(({ operationId }) => operationId);
  expect(keyed.filter((id) => !asked.has(id))).toEqual([]);
  if (process.env['RECORD'] !== undefined) writeFileSync(file, `${JSON.stringify(asShown(recorded), null, 2)}\n`);
  expect(formsIn(JSON.parse(readFileSync(file, 'utf8')))).toEqual(formsIn(recorded));
});

/** The names in each answer, and in the first of a list: what changes only where the API does. */
function formsIn(answers: typeof recorded): Record<string, unknown> {
  const namesIn = (value: unknown) => (typeof value === 'object' && value !== null ? Object.keys(value).sort() : []);
  return Object.fromEntries(
    Object.entries(answers).map(([id, { status, body }]) => {
      const list = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
      return [id, [status, namesIn(body), namesIn(Array.isArray(list) ? list[0] : undefined)]];
    }),
  );
}

/** Values that differ from run to run and from release to release. */
const told: Readonly<Record<string, string>> = { secret_hint: '…7f3a', prefix: 'crier_7XByb9', version: '0.1.0' };

/** Answers as they would be elsewhere and at another time: ids, times and secrets of one run are replaced. */
function asShown(answers: typeof recorded): unknown {
  const seen = new Map<string, string>();
  const stable = (value: string, make: (number: number) => string) => {
    const known = seen.get(value) ?? make(seen.size + 1);
    seen.set(value, known);
    return known;
  };
  const shown = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.slice(0, key === 'data' ? 2 : 20);
    if (typeof value === 'number' && /latency|duration/.test(key)) return 42;
    if (typeof value !== 'string') return value;
    if (key in told) return told[key];
    return value
      .replace(/\b([a-z]{3})_[0-9a-f]{32}\b/g, (id, kind) =>
        stable(id, (n) => `${kind}_019c1f8e4d2a70008${String(n).padStart(15, '0')}`),
      )
      .replaceAll(world.crier.dir, '/srv/crier/data')
      .replace(/\b[0-9A-Z]{4}-[0-9A-Z]{4}$/, 'XYY0-1D4W')
      .replaceAll(receiver.url, 'https://game.example.com/crier')
      .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'https://discord.com')
      .replace(/127\.0\.0\.1:\d+/g, 'game.example.com')
      .replace(/(webhooks\/\d+)\/[\w-]{40,}/g, '$1/the-token-told-this-once')
      .replace(/\b(crier_|whsec_)[\w+/=-]{8,}/g, '$1…')
      .replace(/(token|t)=[\w.-]{16,}/g, '$1=…')
      .replace(/\b\d{17,20}\b/g, (id) => stable(id, (n) => `12893645209614${String(n).padStart(5, '0')}`))
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '2026-01-31T18:30:00.000Z');
  };
  return JSON.parse(JSON.stringify(answers), (key, value) => shown(key, value));
}
