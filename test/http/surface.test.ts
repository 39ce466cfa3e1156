import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samples } from '../../src/samples/events.ts';
import { createWorld, type World } from '../flow/_world.ts';
import { botDefaults } from '../helpers/fake-discord/bot/options.ts';
import type { Looked, TestAnswer } from '../helpers/start-app.ts';

// A lively run, and then everything that can be asked: each answer has the form that /openapi.json promises.

let world: World;
const tokens: string[] = [];
let openapi: Looked;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

/** Every answer of this file. */
const answers: { what: string; answer: TestAnswer }[] = [];

/** The URL of a new webhook whose token is looked for at the end. */
function addWebhook(name: string, discord = world.discord): string {
  const { token, url } = discord.addWebhook({ name });
  tokens.push(token);
  return url;
}

beforeAll(async () => {
  tokens.push(botDefaults.token);
  world = await createWorld(
    (discord) => ({
      default: addWebhook('Sales', discord),
      errors: addWebhook('Errors', discord),
      loyalty: addWebhook('Loyalty', discord),
    }),
    { app: { settings: { bot: { token: botDefaults.token, guildId: undefined } } } },
  );
  openapi = (await world.crier.request('GET', '/openapi.json')).body;
  ajv.addSchema({ ...openapi, $id: 'openapi' });
  const all = [...samples.values()];
  for (let at = 0; at < all.length; at += 50) await world.crier.post(...all.slice(at, at + 50));
  await world.until(() => world.discord.totals.embeds > 40);
});
afterAll(() => world.stop());

/** Asks, and holds the answer to what the document promises for it. */
async function ask(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
  const answer = await world.crier.request(method, path, body, headers);
  answers.push({ what: `${method} ${path}`, answer });
  const [bare = ''] = path.split('?');
  const patterns = Object.keys(openapi.paths);
  const fits = (pattern: string) => new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare);
  const known = patterns.find((pattern) => pattern === bare) ?? patterns.find(fits);
  const operation = known === undefined ? undefined : openapi.paths[known][method.toLowerCase()];
  expect(operation, `${method} ${path} is not in the document`).toBeDefined();
  const promised = operation.responses[answer.status] ?? operation.responses.default;
  expect(promised, `${method} ${path} answers ${answer.status}, which is not promised`).toBeDefined();
  const schema = Object.values<{ schema?: object }>(promised.content ?? {})[0]?.schema;
  if (schema !== undefined) {
    const validate = ajv.compile(atRoot(schema));
    expect(validate(answer.body), `${method} ${path}: ${ajv.errorsText(validate.errors)}`).toBe(true);
  }
  return answer;
}

/** References of the document hold only with its address before them. */
function atRoot(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/'));
}

/** Every page of a list. */
async function pages(path: string): Promise<{ id: string; status: string }[]> {
  const found = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { body } = await ask('GET', `${path}${next}`);
    found.push(...body.data);
    cursor = body.next_cursor;
  } while (cursor !== null);
  return found;
}

test('every reference of the document leads somewhere, and every operation says what it answers', () => {
  const references = JSON.stringify(openapi).match(/"#\/components\/schemas\/[^"]+"/g) ?? [];
  expect(references.length).toBeGreaterThan(20);
  for (const reference of references) {
    expect(openapi.components.schemas).toHaveProperty(JSON.parse(reference).slice('#/components/schemas/'.length));
  }
  for (const operations of Object.values<Record<string, { summary?: string; responses: object }>>(openapi.paths)) {
    for (const operation of Object.values(operations)) {
      expect(operation.summary).toBeTruthy();
      expect(Object.keys(operation.responses).length).toBeGreaterThan(1);
    }
  }
});

test('a cursor walks through every delivery exactly once, also while new ones arrive', async () => {
  const before = (await pages('/v1/deliveries?limit=200')).map(({ id }) => id);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    await world.crier.post({ type: 'job.finished' });
    const next: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { body } = await ask('GET', `/v1/deliveries?limit=7${next}`);
    seen.push(...body.data.map(({ id }: { id: string }) => id));
    cursor = body.next_cursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(seen.length);
  expect(before.filter((id) => !seen.includes(id))).toEqual([]);
});

test('filters choose, and wrong ones say which there are', async () => {
  const errors = await ask('GET', '/v1/deliveries?category=errors&limit=200');
  expect(new Set(errors.body.data.map(({ event }: { event: { category: string } }) => event.category))).toEqual(
    new Set(['errors']),
  );
  const typed = await ask('GET', '/v1/deliveries?type=gift.sent');
  expect(typed.body.data.length).toBeGreaterThan(0);
  const searched = await ask('GET', '/v1/deliveries?q=tbx-4711');
  expect(searched.body.data.length).toBeGreaterThan(0);
  expect((await ask('GET', '/v1/deliveries?since=2999-01-01T00:00:00Z')).body.data).toEqual([]);
  const wrong = await ask('GET', '/v1/deliveries?status=faild');
  expect(wrong.body.errors).toEqual([
    {
      path: 'status',
      message: 'expected one of pending, delivered, failed, held, cancelled, unrouted; did you mean failed?',
    },
  ]);
  expect((await ask('GET', '/v1/deliveries?cursor=nonsense')).body.code).toBe('invalid_cursor');
  expect((await ask('GET', '/v1/deliveries?limit=0')).status).toBe(400);
  expect((await ask('GET', '/v1/deliveries?colour=red')).body.errors[0].message).toContain('unknown field');
});

test('figures and players have the form that is promised', async () => {
  for (const query of ['', '?period=30d', '?since=2025-12-01T00:00:00Z']) {
    expect((await ask('GET', `/v1/stats${query}`)).status, query).toBe(200);
  }
  await world.crier.post({ type: 'gift.sent', player: { name: 'Zoë' }, recipient: { name: 'Kai' } });
  expect((await ask('GET', `/v1/players/${encodeURIComponent('zoë')}`)).body).toMatchObject({
    counts: { gifts_given: 1 },
  });
  expect((await ask('GET', '/v1/players/nobody-at-all')).body.code).toBe('not_found');
  expect((await ask('GET', '/v1/players/Kai?limit=99')).body.errors).toMatchObject([{ path: 'limit' }]);
});

test('Discord servers: a code is made, a link is listed and ended', async () => {
  expect((await ask('POST', '/v1/guilds/link-codes')).status).toBe(201);
  const guild = { id: '197038439483310086', store: 'main', linkedAt: world.clock.now(), linkedBy: 'test' };
  await world.crier.app.deps.registries.guilds.put(guild);
  expect((await ask('GET', '/v1/guilds')).body.data).toMatchObject([{ id: guild.id, name: null }]);
  expect((await ask('DELETE', `/v1/guilds/${guild.id}`)).status).toBe(204);
  expect((await ask('DELETE', `/v1/guilds/${guild.id}`)).body.code).toBe('not_found');
});

test('one delivery: shown with its attempts, cancelled, replayed; a foreign one is not found', async () => {
  const [delivered] = await pages('/v1/deliveries?status=delivered&limit=200');
  const shown = await ask('GET', `/v1/deliveries/${delivered?.id}`);
  expect(shown.body.attempts[0]).toMatchObject({ outcome: 'delivered', message: { embeds: expect.any(Array) } });
  await ask('GET', `/v1/events/${shown.body.event_id}`);
  const again = await ask('POST', `/v1/deliveries/${delivered?.id}/replay`);
  expect(again.status).toBe(202);
  const refusedCancel = await ask('POST', `/v1/deliveries/${delivered?.id}/cancel`);
  expect(refusedCancel).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  const nobody = `dlv_${'0'.repeat(32)}`;
  for (const path of [`/v1/deliveries/${nobody}`, `/v1/events/evt_${'0'.repeat(32)}`])
    expect((await ask('GET', path)).status).toBe(404);
  expect((await ask('POST', `/v1/deliveries/${nobody}/replay`)).status).toBe(404);
  expect((await ask('POST', '/v1/deliveries/nonsense/cancel')).status).toBe(400);
});

test('many are replayed once they are confirmed', async () => {
  const many = Array.from({ length: 120 }, () => ({ type: 'job.started' }));
  await ask('PUT', '/v1/routes/job.started', { webhook: addWebhook('Jobs'), muted: true });
  await world.crier.post(...many);
  const counted = await ask('POST', '/v1/deliveries/replay', {
    type: 'job.started',
    status: 'cancelled',
    dry_run: true,
  });
  expect(counted.body).toEqual({ matched: 120, replayed: 0, dry_run: true });
  const asked = await ask('POST', '/v1/deliveries/replay', { type: 'job.started', status: 'cancelled' });
  expect(asked).toMatchObject({
    status: 409,
    body: { code: 'confirmation_needed', detail: expect.stringContaining('120') },
  });
  const done = await ask('POST', '/v1/deliveries/replay', { type: 'job.started', status: 'cancelled', confirm: 120 });
  expect(done.body).toMatchObject({ matched: 120, replayed: 120 });
});

test('a route: all of it is shown, tested, changed as a whole, and a provisioned one is left alone', async () => {
  const webhook = addWebhook('Gifts');
  const set = await ask('PUT', '/v1/routes/gifting', {
    webhook,
    on_uncertain: 'hold',
    retry: ['1s', '5m'],
    username: 'Shop',
  });
  expect(set.body).toMatchObject({ key: 'gifting', destination: { name: 'Gifts' }, check: { result: 'ok' } });
  const shown = await ask('GET', '/v1/routes/gifting');
  expect(shown.body).toMatchObject({ on_uncertain: 'hold', retry: ['1s', '5m'], username: 'Shop', muted: false });
  const tested = ask('POST', '/v1/routes/gifting/test');
  await world.until(() => world.discord.messages().some(({ body }) => JSON.stringify(body).includes('Asked by')));
  expect((await tested).body).toMatchObject({ outcome: 'delivered', destination: 'Gifts' });
  const changed = await ask('PATCH', '/v1/routes/gifting', { username: null, min_severity: 'warning' });
  expect(changed.body).toMatchObject({ on_uncertain: 'hold', retry: ['1s', '5m'], username: null });
  const reset = await ask('PUT', '/v1/routes/gifting', { muted: true });
  expect(reset.body).toMatchObject({ on_uncertain: 'resend', retry: null, username: null, muted: true });
  await ask('GET', '/v1/routes');
  const provisioned = await ask('PUT', '/v1/routes/default', { webhook });
  expect(provisioned).toMatchObject({
    status: 409,
    body: { code: 'provisioned', detail: expect.stringContaining('set in test') },
  });
  const bad = await ask('PUT', '/v1/routes/errors.*', { webhook: 'https://example.com/hook' });
  expect(bad.body).toMatchObject({ code: 'invalid_destination', errors: [{ path: 'webhook' }] });
  expect(bad.body.detail).toMatch(/^That is not a Discord webhook URL: .+\.$/);
  const gone = webhook.replace(/[^/]+$/, 'x'.repeat(68));
  expect(await ask('PUT', '/v1/routes/gifting', { webhook: gone })).toMatchObject({ status: 422 });
  expect((await ask('DELETE', '/v1/routes/gifting')).status).toBe(204);
  expect((await ask('GET', '/v1/routes/gifting')).status).toBe(404);
});

test('a route into a channel that the bot writes into', async () => {
  const channel = world.discord.addGuild({}).addChannel({ name: 'gifts' });
  const set = await ask('PUT', '/v1/routes/gifting', { channel: channel.id });
  expect(set).toMatchObject({
    status: 200,
    body: { destination: { kind: 'discord-channel', name: '#gifts', channel_id: channel.id }, check: { result: 'ok' } },
  });
  expect((await ask('PUT', '/v1/routes/gifting', { muted: true })).body.destination).toMatchObject({ name: '#gifts' });
  expect((await ask('DELETE', '/v1/routes/gifting')).status).toBe(204);
});

test('keys, status, backup', async () => {
  const made = await ask('POST', '/v1/keys', { name: 'dashboard', scopes: ['read'] });
  expect(made.status).toBe(201);
  const asReader = { authorization: `Bearer ${made.body.secret}` };
  expect((await ask('GET', '/v1/status', undefined, asReader)).status).toBe(200);
  expect((await ask('GET', '/v1/keys', undefined, asReader)).status).toBe(403);
  expect((await ask('PUT', '/v1/routes/gifting', { muted: true }, asReader)).status).toBe(403);
  const listed = await ask('GET', '/v1/keys');
  expect(JSON.stringify(listed.body)).not.toContain(made.body.secret);
  expect(listed.body.data.every(({ prefix }: { prefix: string }) => prefix.length >= 8)).toBe(true);
  expect((await ask('DELETE', `/v1/keys/${made.body.id}`)).status).toBe(204);
  expect((await ask('GET', '/v1/status', undefined, asReader)).status).toBe(401);
  expect((await ask('GET', '/v1/status')).body).toMatchObject({ store: 'main', destinations: expect.any(Array) });
  expect((await ask('POST', '/v1/backup')).status).toBeLessThan(300);
  await ask('GET', '/v1/sources');
});

test('metrics can be read and count what happened', async () => {
  const { status, body } = await world.crier.request('GET', '/metrics');
  answers.push({ what: 'metrics', answer: { status, body, headers: new Headers() } });
  expect(status).toBe(200);
  for (const line of body.split('\n').filter((text: string) => text !== ''))
    expect(line).toMatch(/^(#.*|[a-z_][a-z0-9_]*(\{.*\})? (-?[\d.e+-]+|NaN|\+Inf))$/i);
  expect(body).toMatch(/crier_events_accepted_total\{store="main",category="gifting"\} [1-9]/);
  expect(body).toMatch(/crier_attempts_total\{store="main",outcome="delivered"\} [1-9]/);
});

test('every name in every answer is snake_case', () => {
  const wrong = new Set<string>();
  const walk = (value: unknown, isOurs: boolean): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, isOurs);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) {
        // What senders and Discord name is theirs.
        if (name === 'data' && !Array.isArray(item)) continue;
        if (name === 'message' || name === 'headers') continue;
        if (!/^[a-z0-9_]+$/.test(name)) wrong.add(name);
        walk(item, isOurs);
      }
    }
  };
  for (const { answer } of answers) walk(answer.body, true);
  expect([...wrong]).toEqual([]);
});

test('no secret is in any answer, in the log, or in any byte that is kept', async () => {
  expect(tokens.length).toBeGreaterThan(3);
  const secrets = [...tokens, world.crier.key];
  const holds = (text: string) => secrets.filter((secret) => text.includes(secret));
  for (const { what, answer } of answers) expect(holds(JSON.stringify(answer.body)), what).toEqual([]);
  expect(holds(world.crier.log.join('\n'))).toEqual([]);
  const files = readdirSync(world.crier.dir, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    expect(holds(readFileSync(join(file.parentPath, file.name), 'latin1')), file.name).toEqual([]);
  }
});
