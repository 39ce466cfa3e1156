import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../helpers/fake-discord.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

// PATCH /v1/routes/{key}: a change of one field is a change of one field.

let discord: FakeDiscord;
let crier: TestApp;
const whole = {
  application: 'web',
  min_severity: 'warning',
  muted: true,
  mention_role: '123456789012345678',
  username: 'Frostvale',
  avatar_url: 'https://example.com/frostvale.png',
  on_uncertain: 'hold',
  retry: ['1s', '5m'],
};

beforeAll(async () => {
  discord = await startFakeDiscord();
  const { url } = discord.addWebhook({ name: 'All' });
  crier = await startTestApp({ apiBase: discord.apiBase, routes: { default: url } });
});
afterAll(async () => {
  await crier.stop();
  await discord.stop();
});
beforeEach(() => crier.request('PUT', '/v1/routes/errors', { ...whole, webhook: discord.addWebhook({}).url }));

const patch = (body: object, key = 'errors') => crier.request('PATCH', `/v1/routes/${key}`, body);
const errors = async () => (await crier.request('GET', '/v1/routes/errors')).body;

test.each([
  ['application', 'app'],
  ['min_severity', 'error'],
  ['muted', false],
  ['mention_role', '223456789012345678'],
  ['username', 'Till'],
  ['avatar_url', 'https://example.com/till.png'],
  ['on_uncertain', 'resend'],
  ['retry', ['30s']],
])('changes %s alone', async (field, value) => {
  const before = await errors();
  const { status, body } = await patch({ [field]: value });
  expect(status).toBe(200);
  expect(body).toEqual({ ...before, [field]: value, check: { result: 'ok' } });
  expect(await errors()).toEqual({ ...before, [field]: value });
});

test.each(['application', 'min_severity', 'mention_role', 'username', 'avatar_url', 'retry'])(
  'null takes %s away, and nothing else',
  async (field) => {
    const before = await errors();
    expect((await patch({ [field]: null })).status).toBe(200);
    expect(await errors()).toEqual({ ...before, [field]: null });
  },
);

test('a change that names nothing changes nothing, and a new webhook leaves the rest as it is', async () => {
  const before = await errors();
  expect((await patch({})).status).toBe(200);
  expect(await errors()).toEqual(before);
  const { url } = discord.addWebhook({ name: 'Alarms' });
  expect((await patch({ webhook: url })).body).toMatchObject({ ...whole, destination: { name: 'Alarms' } });
});

test('changes at the same time all count', async () => {
  const before = await errors();
  const changes = [
    { muted: false },
    { username: 'Till' },
    { retry: null },
    { on_uncertain: 'resend' },
    { application: null },
  ];
  const { url } = discord.addWebhook({ name: 'Late' });
  const answers = await Promise.all([patch({ webhook: url }), ...changes.map((change) => patch(change))]);
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  const after = await errors();
  expect(after).toMatchObject({ muted: false, username: 'Till', application: null, destination: { name: 'Late' } });
  expect(after).toMatchObject({ min_severity: before.min_severity, mention_role: before.mention_role });
});

test('makes a route where the body says anything of it, and says what is missing where it does not', async () => {
  const { url } = discord.addWebhook({ name: 'Gifts' });
  expect((await patch({ webhook: url, username: 'Elf' }, 'gifting')).body).toMatchObject({
    key: 'gifting',
    muted: false,
    on_uncertain: 'resend',
    username: 'Elf',
    min_severity: null,
  });
  const quiet = await patch({ muted: true }, 'processing');
  expect(quiet).toMatchObject({ status: 200, body: { muted: true, inherits: true, destination: { name: 'All' } } });
  const none = await patch({}, 'loyalty');
  expect(none).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'webhook' }] } });
  expect((await crier.request('GET', '/v1/routes/loyalty')).status).toBe(404);
});

test('refuses what PUT refuses', async () => {
  const { url, token } = discord.addWebhook({});
  expect(await patch({ webhook: url }, 'default')).toMatchObject({ status: 409, body: { code: 'provisioned' } });
  expect(await patch({ webhook: url, channel: '1480000000000000001' })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'channel' }] },
  });
  expect(await patch({ webhook: url.replace(token, 'x'.repeat(68)) })).toMatchObject({
    status: 422,
    body: { code: 'destination_rejected' },
  });
  const key = await patch({ webhook: url }, 'error');
  expect(key).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path: 'key' }] } });
  expect(key.body.detail).toBe('"error" is no key of a route. Did you mean "errors"?');
  expect((await patch({ muteed: true })).body.errors).toEqual([
    { path: 'muteed', message: 'unknown field; did you mean muted?' },
  ]);
  expect((await patch({ muted: null })).body.errors).toEqual([{ path: 'muted', message: 'expected true or false' }]);
  expect((await patch({ min_severity: 'warn' })).body.errors).toEqual([
    {
      path: 'min_severity',
      message: 'expected one of info, success, warning, error, critical; did you mean warning?',
    },
  ]);
  const made = await crier.request('POST', '/v1/keys', { name: 'dashboard', scopes: ['read'] });
  const asReader = { authorization: `Bearer ${made.body.secret}` };
  expect((await crier.request('PATCH', '/v1/routes/errors', { muted: false }, asReader)).status).toBe(403);
});

test('a single word that is no category may be the type of a route, as in a file', async () => {
  const { url } = discord.addWebhook({});
  expect((await patch({ webhook: url }, 'heartbeat')).status).toBe(200);
});

test('is in the document', async () => {
  const { body } = await crier.request('GET', '/openapi.json');
  const { patch: operation, put } = body.paths['/v1/routes/{key}'];
  const fields = (one: typeof operation) => one.requestBody.content['application/json'].schema.properties;
  expect(Object.keys(fields(operation))).toEqual(Object.keys(fields(put)));
  expect(fields(operation).username).toMatchObject({ anyOf: [{ type: 'string', maxLength: 80 }, { type: 'null' }] });
  expect(fields(put).on_uncertain.description).toMatch(/\. Default: resend$/);
});
