import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../helpers/receiver.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

let crier: TestApp;
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
  crier = await startTestApp();
});
afterEach(async () => {
  await crier.stop();
  await receiver.stop();
});

const add = (said: object = {}) => crier.request('POST', '/v1/endpoints', { name: 'own', url: receiver.url, ...said });
const change = (said: object) => crier.request('PATCH', '/v1/endpoints/own', said);
const show = async () => (await crier.request('GET', '/v1/endpoints/own')).body;

test('a new endpoint has what was said and good defaults, and its secret is told once', async () => {
  const { status, body } = await add();
  expect(status).toBe(201);
  expect(body).toMatchObject({
    name: 'own',
    url: `${new URL(receiver.url).host}/hook`,
    events: ['*'],
    signature: 'standard',
    authorization: 'none',
    retry: 'standard',
    concurrency: 10,
    keep_failed: null,
    state: 'active',
    provisioned_by: null,
  });
  expect(body.signing_secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(body).not.toHaveProperty('secret');
  expect(body.secret_hint).toBe(`…${body.signing_secret.slice(-4)}`);
  const shown = await show();
  expect(shown).not.toHaveProperty('signing_secret');
  expect(JSON.stringify(shown)).not.toContain(body.signing_secret);
  expect((await crier.request('GET', '/v1/endpoints')).body.data).toEqual([shown]);
  expect((await crier.request('GET', `/v1/endpoints/${body.id}`)).body).toEqual(shown);
});

test('without a name it is called by its host, and by a number where that is taken', async () => {
  const first = await crier.request('POST', '/v1/endpoints', { url: receiver.url });
  const second = await crier.request('POST', '/v1/endpoints', { url: `${receiver.url}/2` });
  expect([first.body.name, second.body.name]).toEqual(['127.0.0.1', '127.0.0.1-2']);
});

test('steady keeps its dead letters for a day, unless it is said otherwise', async () => {
  expect((await add({ retry: 'steady' })).body).toMatchObject({ retry: 'steady', keep_failed: '1d' });
  expect((await change({ keep_failed: null })).body).toMatchObject({ retry: 'steady', keep_failed: null });
  expect((await change({ retry: ['1s', '2m'] })).body).toMatchObject({ retry: ['1s', '2m'], keep_failed: null });
});

test('an event type that nobody knows is taken, and one that may be misspelt is asked about', async () => {
  const warnings = async (...events: string[]) => (await change({ events })).body.warnings;
  expect((await add({ events: ['payment.complete', 'my.own'] })).body.warnings).toEqual([
    '"payment.complete" is no event type that Crier knows. Did you mean "payment.completed"? Types of your own are fine.',
  ]);
  expect(await warnings('payement.*')).toEqual([expect.stringContaining('Did you mean "payment.*"?')]);
  expect(await warnings('*', 'gifting', 'payment.completed', 'payment.*', 'frostvale.duel_won')).toBeUndefined();
});

test("a test of a type of one's own sends a plain event of it", async () => {
  await add();
  const sent = await crier.request('POST', '/v1/endpoints/own/test', { type: 'frostvale.duel_won' });
  expect(sent.body.outcome).toBe('delivered');
  expect(receiver.received.at(-1)?.body).toMatchObject({ type: 'frostvale.duel_won' });
  const wrong = await crier.request('POST', '/v1/endpoints/own/test', { type: 'Duel won' });
  expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'type' }] } });
});

test('secrets of the body are in no answer', async () => {
  const made = await add({ body: '{"token": "{{ secrets.token }}"}', body_secrets: { token: 'srv_mgmt_1' } });
  expect(made.body).toMatchObject({ body_secrets: ['token'] });
  await crier.request('POST', '/v1/endpoints/own/test', {});
  expect(receiver.received.at(-1)?.text).toBe('{"token":"srv_mgmt_1"}');
  const preview = await crier.request('POST', '/v1/endpoints/own/test', { dry_run: true });
  const [delivery] = (await crier.request('GET', '/v1/deliveries')).body.data;
  const whole = await crier.request('GET', `/v1/deliveries/${delivery.id}`);
  for (const { body } of [made, preview, whole, { body: await show() }])
    expect(JSON.stringify(body)).not.toContain('srv_mgmt_1');
});

describe('what is refused names the field', () => {
  test.each<[string, object, string, RegExp]>([
    ['no URL', { url: undefined }, 'url', /./],
    ['no web address', { url: 'ftp://example.com' }, 'url', /https:\/\//],
    ['http to a host that is not allowed', { url: 'http://example.com' }, 'url', /CRIER_ENDPOINT_HOSTS=example\.com/],
    ['a private address', { url: 'https://10.0.0.5/x' }, 'url', /10\.0\.0\.5 is not an address of the internet/],
    ['a decimal address', { url: 'https://2130706434/' }, 'url', /127\.0\.0\.2/],
    ['a metadata address', { url: 'https://169.254.169.254/latest' }, 'url', /169\.254\.169\.254/],
    ['a password in the URL', { url: 'https://a:b@example.com' }, 'url', /basic/],
    ['no category or type', { events: ['gifts!'] }, 'events[0]', /\*/],
    ['no preset', { retry: 'often' }, 'retry', /standard, quick, steady/],
    ['no duration', { keep_failed: 'soon' }, 'keep_failed', /30s/],
    ['too many at once', { concurrency: 1_000 }, 'concurrency', /1 to 100/],
    ['no secret of the form', { secret: 'short' }, 'secret', /whsec_/],
    ['a header of ours', { headers: { 'Webhook-Id': '1' } }, 'headers.Webhook-Id', /Crier itself/],
    ['a header of two lines', { headers: { 'X-A': 'a\r\nX-B: b' } }, 'headers.X-A', /one line/],
    ['two authorizations', { bearer: 'a', basic: { username: 'u', password: 'p' } }, 'bearer', /same header/],
    ['an unknown key', { colour: 'red' }, 'colour', /./],
    ['a bad name', { name: '!' }, 'name', /letters/],
  ])('%s', async (_, said, path, message) => {
    const { status, headers, body } = await add(said);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body.errors).toContainEqual({ path, message: expect.stringMatching(message) });
    expect((await crier.request('GET', '/v1/endpoints')).body.data).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    [
      'an unknown name',
      '{\n  "to": "{{ playr.name }}"\n}',
      /line 2, column 13: there is no playr.*did you mean player/,
    ],
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', /line 3, column 3: .*JSON/],
    ['an open tag', '{ "a": {{ id }', /line 1/],
    ['a file', '{ "a": {% include "/etc/passwd" %} }', /include/],
  ])('a template with %s', async (_, template, message) => {
    const { status, body } = await add({ body: template });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ path: 'body', message: expect.stringMatching(message) }]);
  });

  test('a name that is taken is a conflict', async () => {
    await add();
    expect((await add()).status).toBe(409);
    await add({ name: 'other' });
    expect((await change({ name: 'other' })).status).toBe(409);
  });

  test('an endpoint that is not there, in all its verbs', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/test'],
      ['POST', '/rotate-secret'],
      ['POST', '/pause'],
      ['POST', '/resume'],
    ] as const) {
      const { status, body } = await crier.request(
        method,
        `/v1/endpoints/owm${path}`,
        method === 'GET' ? undefined : {},
      );
      expect([status, body.code]).toEqual([404, 'not_found']);
    }
  });
});

test('a change touches what it names; null takes away; the rest stays', async () => {
  await add({
    bearer: 'token-1',
    applications: ['web'],
    body: '{"p": "{{ player.name }}"}',
    headers: { 'X-A': 'value' },
  });
  const before = await show();
  expect(before).toMatchObject({ authorization: 'bearer', headers: ['X-A'], applications: ['web'] });
  expect((await change({ concurrency: 3 })).body).toEqual({ ...before, concurrency: 3 });
  const bare = await change({ bearer: null, applications: null, body: null, headers: null });
  expect(bare.body).toEqual({
    ...before,
    concurrency: 3,
    authorization: 'none',
    headers: [],
    applications: null,
    body: null,
  });
  expect((await change({ name: 'rewards' })).body).toMatchObject({ name: 'rewards' });
  expect((await crier.request('GET', '/v1/endpoints/own')).status).toBe(404);
});

test('changes at the same time all count', async () => {
  await add({ bearer: 'token-1' });
  const changes = [
    { concurrency: 3 },
    { events: ['gifting'] },
    { min_severity: 'warning' },
    { headers: { 'X-A': 'value' } },
    { body: '{"p": "{{ player.name }}"}' },
    { retry: 'quick' },
    { bearer: null },
  ];
  const answers = await Promise.all(changes.map(change));
  expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
  expect(await show()).toMatchObject({
    concurrency: 3,
    events: ['gifting'],
    min_severity: 'warning',
    headers: ['X-A'],
    body: '{"p": "{{ player.name }}"}',
    retry: 'quick',
    authorization: 'none',
  });
});

test('a change that is refused leaves those beside it alone', async () => {
  await add();
  const answers = await Promise.all([change({ body: '{ "a": {{ id }' }), change({ concurrency: 4 })]);
  expect(answers.map(({ status }) => status)).toEqual([400, 200]);
  expect(await show()).toMatchObject({ concurrency: 4, body: null });
});

test('a body may be given as JSON', async () => {
  const { body } = await add({ body: { player: '{{ player.name }}', type: '{{ type }}' } });
  expect(JSON.parse(body.body)).toEqual({ player: '{{ player.name }}', type: '{{ type }}' });
});

describe('test', () => {
  test('sends one event and answers what came of it', async () => {
    await add();
    const { status, body } = await crier.request('POST', '/v1/endpoints/own/test', {});
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'delivered', status_code: 204 });
    expect(receiver.received[0]?.body).toMatchObject({ type: 'crier.test' });
    await crier.request('POST', '/v1/endpoints/own/test', { type: 'gift.sent' });
    expect(receiver.received[1]?.body).toMatchObject({ type: 'gift.sent', recipient: { name: expect.any(String) } });
  });

  test('is tried once, whatever comes of it', async () => {
    receiver.answer = () => ({ status: 500, body: 'no' });
    await add({ retry: 'quick' });
    const { body } = await crier.request('POST', '/v1/endpoints/own/test', {});
    expect(body).toMatchObject({ outcome: 'retry', reason: 'it answered 500: no' });
    expect((await crier.request('GET', `/v1/deliveries/${body.delivery_id}`)).body.status).toBe('cancelled');
    expect(receiver.received).toHaveLength(1);
  });

  test('dry_run shows the request, secrets masked, and sends nothing', async () => {
    await add({ basic: { username: 'relay', password: 'basic-password' }, headers: { 'X-Key': 'header-secret' } });
    const { body } = await crier.request('POST', '/v1/endpoints/own/test', {
      dry_run: true,
      type: 'payment.completed',
      body: '{"who": "{{ player.name }}", "amount": {{ amount.value }}, "none": {{ recipient.name }}}',
    });
    expect(body).toMatchObject({
      method: 'POST',
      headers: { authorization: 'Basic ••••', 'x-key': '••••', 'crier-event-type': 'payment.completed' },
      body: { who: expect.any(String), amount: expect.any(String), none: null },
    });
    expect(receiver.received).toHaveLength(0);
    const [accepted] = await crier.post({ type: 'gift.sent', player: { name: 'Anna "the" \\ <b>' } });
    const own = await crier.request('POST', '/v1/endpoints/own/test', {
      dry_run: true,
      event: accepted?.id,
      body: '{"who": "{{ player.name }}"}',
    });
    expect(own.body.body).toEqual({ who: 'Anna "the" \\ <b>' });
    const wrong = await crier.request('POST', '/v1/endpoints/own/test', {
      dry_run: true,
      body: '{"a": {{ nobody }} }',
    });
    expect(wrong.status).toBe(400);
    const sent = await crier.request('POST', '/v1/endpoints/own/test', { event: accepted?.id });
    expect(sent.body.errors).toEqual([{ path: 'event', message: expect.stringContaining('dry_run') }]);
  });
});

test('rotate-secret tells the new secret once; for a day both sign', async () => {
  const { body: added } = await add();
  const { body: rotated } = await crier.request('POST', '/v1/endpoints/own/rotate-secret', {});
  expect(rotated.signing_secret).toMatch(/^whsec_/);
  expect(rotated.signing_secret).not.toBe(added.signing_secret);
  await crier.request('POST', '/v1/endpoints/own/test', {});
  expect(receiver.headers('webhook-signature')[0]?.split(' ')).toHaveLength(2);
  await add({ name: 'plain', signature: 'none' });
  const none = await crier.request('POST', '/v1/endpoints/plain/rotate-secret', {});
  expect(none.status).toBe(409);
});

test('only an admin manages endpoints', async () => {
  await add();
  const { body } = await crier.request('POST', '/v1/keys', { name: 'reader', scopes: ['read', 'ingest'] });
  const asReader = { authorization: `Bearer ${body.secret}` };
  expect((await crier.request('GET', '/v1/endpoints', undefined, asReader)).status).toBe(200);
  for (const [method, path] of [
    ['POST', '/v1/endpoints'],
    ['PATCH', '/v1/endpoints/own'],
    ['DELETE', '/v1/endpoints/own'],
    ['POST', '/v1/endpoints/own/test'],
    ['POST', '/v1/endpoints/own/rotate-secret'],
    ['POST', '/v1/endpoints/own/pause'],
    ['POST', '/v1/endpoints/own/resume'],
  ] as const) {
    const said = path === '/v1/endpoints' ? { url: receiver.url } : {};
    expect((await crier.request(method, path, said, asReader)).status, `${method} ${path}`).toBe(403);
  }
});

test('no secret is in an answer, in the log or in a file', async () => {
  const secrets = {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    path: 'T0K3Nin8thePath9forHooks',
    query: 'query-secret-1',
    bearer: 'bearer-secret-2',
    header: 'header-secret-3',
  };
  receiver.answer = ({ headers }) => ({ status: 500, body: `you sent ${JSON.stringify(headers)}` });
  const url = `http://${receiver.host}/services/${secrets.path}?key=${secrets.query}`;
  const answers = [
    await add({ url, secret: secrets.secret, bearer: secrets.bearer, headers: { 'X-Key': secrets.header } }),
  ];
  for (const [method, path, body] of [
    ['GET', '/v1/endpoints'],
    ['POST', '/v1/endpoints/own/test', {}],
    ['POST', '/v1/endpoints/own/test', { dry_run: true }],
    ['PATCH', '/v1/endpoints/own', { concurrency: 2 }],
    ['GET', '/v1/deliveries'],
    ['GET', '/v1/status'],
    ['GET', '/metrics'],
  ] as const)
    answers.push(await crier.request(method, path, body));
  const [delivery] = (await crier.request('GET', '/v1/deliveries')).body.data;
  answers.push(await crier.request('GET', `/v1/deliveries/${delivery.id}`));
  expect(JSON.stringify(answers.at(-1)?.body)).toContain('you sent');
  const files = readdirSync(crier.dir).map((name) => readFileSync(join(crier.dir, name), 'latin1'));
  const everything = [JSON.stringify(answers.map(({ body }) => body)), ...crier.log, ...files].join('\n');
  for (const secret of [...Object.values(secrets), secrets.secret.slice(6)]) expect(everything).not.toContain(secret);
});
