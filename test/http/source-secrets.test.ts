import { afterAll, beforeAll, expect, test } from 'vitest';
import { FakeClock } from '../helpers/fake-clock.ts';
import { startTestApp, type TestAnswer, type TestApp } from '../helpers/start-app.ts';

// Secrets of sources: renewed with an overlap, and refused where they cannot be one.

const clock = new FakeClock();
let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp({ clock, settings: { publicUrl: 'https://crier.example.com' } });
});
afterAll(() => crier.stop());

async function trigger(
  secret: string,
  path = '/webhook/main/opened',
  body = '',
): Promise<Pick<TestAnswer, 'status' | 'body'>> {
  const response = await fetch(`${crier.url}${path}`, { method: 'POST', headers: { Authorization: secret }, body });
  return { status: response.status, body: await response.json() };
}

const hourMs = 3_600_000;
const rotate = (id: string, body: object = {}) => crier.request('POST', `/v1/sources/${id}/rotate-secret`, body);

test('a secret that Crier made is renewed: the one before counts for 24 hours more, and both are never shown again', async () => {
  const first = (await crier.request('PATCH', '/v1/sources/botghost', {})).body.secret;
  const { status, body } = await rotate('botghost');
  expect(status).toBe(200);
  expect(body).toEqual({
    secret: expect.stringMatching(/^[\w-]{32}$/),
    old_secrets_valid_until: '2026-01-02T00:00:00.000Z',
  });
  expect(body.secret).not.toBe(first);
  expect([(await trigger(first)).status, (await trigger(body.secret)).status]).toEqual([200, 200]);
  const shown = await crier.request('GET', '/v1/sources/botghost');
  expect(shown.body).toMatchObject({ secrets: 2, old_secrets_valid_until: '2026-01-02T00:00:00.000Z' });
  for (const secret of [first, body.secret]) expect(JSON.stringify(shown.body)).not.toContain(secret);
  clock.advance(23 * hourMs);
  const third = (await rotate('botghost')).body.secret;
  clock.advance(hourMs);
  expect([(await trigger(first)).status, (await trigger(body.secret)).status, (await trigger(third)).status]).toEqual([
    401, 200, 200,
  ]);
  clock.advance(23 * hourMs);
  expect([(await trigger(body.secret)).status, (await trigger(third)).status]).toEqual([401, 200]);
  expect((await crier.request('GET', '/v1/sources/botghost')).body).toMatchObject({
    secrets: 1,
    old_secrets_valid_until: null,
  });
});

test('a secret that is set ends those before it at once, unless they are kept', async () => {
  await crier.request('PATCH', '/v1/sources/mygadgetrepairs', { secret: 'the first one' });
  await rotate('mygadgetrepairs', { secret: 'the second one' });
  const status = async (password: string) => {
    const authorization = `Basic ${Buffer.from(`relay:${password}`).toString('base64')}`;
    return (
      await fetch(`${crier.url}/in/main/mygadgetrepairs`, { method: 'POST', headers: { authorization }, body: '{}' })
    ).status;
  };
  expect([await status('the first one'), await status('the second one')]).toEqual([200, 200]);
  await crier.request('PATCH', '/v1/sources/mygadgetrepairs', { secret: 'the third one' });
  expect([await status('the first one'), await status('the second one'), await status('the third one')]).toEqual([
    401, 401, 200,
  ]);
});

test('what the platform makes is renewed there first', async () => {
  await crier.request('PATCH', '/v1/sources/tebex', { secret: 'of Tebex' });
  expect(await rotate('tebex')).toMatchObject({
    status: 400,
    body: { code: 'invalid_source', errors: [{ path: 'secret' }] },
  });
  expect(await rotate('tebex', { secret: 'the new one of Tebex' })).toMatchObject({ status: 200 });
  expect((await rotate('paynow')).status).toBe(404);
});

test.each([
  ['standard-webhooks', 'whsec_!!!!'],
  ['standard-webhooks', 'whsec_'],
  ['standard-webhooks', 'v1,whsec_!!!!'],
  ['standard-webhooks', 'v1,'],
  ['stripe', 'whsec_!!!!'],
  ['stripe', 'sk_live_51Frostvale'],
])('%s: %s is no secret, and is refused where it is set', async (id, secret) => {
  const answer = await crier.request('PATCH', `/v1/sources/${id}`, { secret });
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_source', errors: [{ path: 'secret' }] } });
  expect(answer.body.detail).toMatch(/whsec_/);
});

test('BotGhost: webhooks are made by name; from the first one on an id that nobody made is refused', async () => {
  const secret = (await rotate('botghost')).body.secret;
  expect((await trigger(secret, '/webhook/112233/anything')).status).toBe(200);
  const made = await crier.request('POST', '/v1/sources/botghost/hooks', { name: 'New buyer' });
  expect(made).toMatchObject({ status: 201, body: { name: 'New buyer', id: expect.stringMatching(/^[0-9a-f]{12}$/) } });
  expect(made.body.url).toBe(`https://crier.example.com/webhook/main/${made.body.id}`);
  const buyer = { variables: [{ name: 'Buyer', variable: '{Buyer_Name}', value: 'Steve' }] };
  const told = await trigger(secret, `/webhook/112233/${made.body.id}`, JSON.stringify(buyer));
  const event = (await crier.request('GET', `/v1/events/${told.body.events[0]}`)).body;
  expect(event).toMatchObject({ type: 'botghost.new_buyer', title: 'New buyer' });
  expect(event.data.variables).toEqual({ Buyer_Name: 'Steve', buyer_name: 'Steve' });
  const unknown = await trigger(secret, '/webhook/112233/anything');
  expect(unknown).toMatchObject({ status: 404, body: { detail: expect.stringContaining('source show botghost') } });
  expect((await crier.request('GET', '/v1/sources/botghost')).body.hooks).toEqual({ [made.body.id]: 'New buyer' });
  expect((await crier.request('POST', '/v1/sources/botghost/hooks', { name: 'New buyer' })).status).toBe(409);
  expect((await crier.request('POST', '/v1/sources/tebex/hooks', { name: 'New buyer' })).status).toBe(400);
  expect((await crier.request('DELETE', `/v1/sources/botghost/hooks/${made.body.id}`)).status).toBe(204);
  expect((await trigger(secret, '/webhook/112233/anything')).status).toBe(200);
});

test.each([
  ['a variable without a value', { variables: [{ variable: '{buyer}' }, { variable: '{pack}', value: 'VIP' }] }],
  ['a value that is null', { variables: [{ variable: '{buyer}', value: null }] }],
  ['an empty list, as PHP writes an empty table', []],
])('BotGhost: %s costs no event', async (_, body) => {
  const secret = (await rotate('botghost')).body.secret;
  expect((await trigger(secret, '/webhook/1/opened', JSON.stringify(body))).status).toBe(200);
});

test.each([
  ['variables that are an object', { variables: { buyer: 'Steve' } }, 'variables'],
  ['a list on top', [{ name: 'Buyer', variable: '{buyer}', value: 'Steve' }], ''],
  ['a table as a value', { variables: [{ variable: '{buyer}', value: { a: 1 } }] }, 'variables[0].value'],
  ['no variable', { variables: [{ name: 'Buyer', value: 'Steve' }] }, 'variables[0].variable'],
])('BotGhost: %s is refused with what was expected', async (_, body, path) => {
  const secret = (await rotate('botghost')).body.secret;
  const answer = await trigger(secret, '/webhook/1/opened', JSON.stringify(body));
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ path }] } });
  expect(answer.body.errors[0].message).toMatch(/^expected /);
});
