import { describe, expect, test } from 'vitest';
import { acceptSettings } from '../../src/destinations/http/accept-settings.ts';
import { endpointSettingsSchema } from '../../src/model/endpoint.ts';
import { redactor } from '../../src/outbound/redact.ts';
import { deliver, httpKind, oldSecret, receiver, secret } from '../destinations/http/_world.ts';

const basic = { username: 'shopkeeper', password: 'correct horse' };
const basicToken = 'c2hvcGtlZXBlcjpjb3JyZWN0IGhvcnNl';
const bearer = 'tok_51HunterTwo';
const apiKey = 'key-93hunter';

/** Everything that must not be told again. */
const tellTale = new RegExp(
  [secret, oldSecret, basic.password, basicToken, bearer, apiKey].join('|').replace(/\+/g, '\\+'),
);

describe('an answer that repeats our secrets is kept without them', () => {
  test.each([
    ['a bearer token', { bearer }, `bad token ${bearer}.`, 'it answered 401: bad token ••••.'],
    ['a header', { headers: { 'X-Api-Key': apiKey } }, `no key ${apiKey} and ${apiKey}`, 'no key •••• and ••••'],
    ['a password', { basic }, `shopkeeper/${basic.password}`, 'it answered 401: shopkeeper/••••'],
    ['basic as it was sent', { basic }, `Basic ${basicToken}?`, 'it answered 401: Basic ••••?'],
    ['a signing secret', { signature: 'plain', secrets: [{ secret }] }, `not ${secret}`, 'it answered 401: not ••••'],
    [
      'the signing secret before',
      { signature: 'plain', secrets: [{ secret }, { secret: oldSecret, until: 0 }] },
      `not ${oldSecret}`,
      'it answered 401: not ••••',
    ],
    ['a secret on a line of its own', { bearer }, `token:\r\n\t${bearer}\r\n`, 'it answered 401: token: ••••'],
  ])('%s', async (_, parts, answer, reason) => {
    await using server = await receiver((_request, response) => response.writeHead(401).end(answer));
    const { outcome } = await deliver({ url: server.url, signature: 'none', ...parts });
    expect(outcome).toMatchObject({ kind: 'retry', statusCode: 401, reason: expect.stringContaining(reason) });
    expect(JSON.stringify(outcome)).not.toMatch(tellTale);
  });

  test('every header, as a page for debugging shows them', async () => {
    await using server = await receiver((request, response) => {
      const { authorization } = request.headers;
      response.writeHead(500).end(`${authorization}; ${request.headers['x-api-key']}`);
    });
    const headers = { 'X-Api-Key': apiKey };
    const { outcome } = await deliver({ url: server.url, secrets: [{ secret }], basic, headers });
    expect(outcome).toMatchObject({ reason: 'it answered 500: Basic ••••; ••••' });
  });

  test('a place that it redirects to', async () => {
    await using server = await receiver((_request, response) => {
      response.writeHead(302, { location: `https://example.com/?token=${bearer}` }).end();
    });
    const { outcome } = await deliver({ url: server.url, signature: 'none', bearer });
    expect(outcome).toMatchObject({ reason: expect.stringContaining('https://example.com/?token=••••') });
  });
});

const redact = (text: string, settings: object) => redactor(endpointSettingsSchema.parse(settings))(text);

test('a secret that begins like another is left out whole', () => {
  const settings = { url: 'https://example.com', bearer: 'token-one', headers: { 'X-A': 'token-one-and-more' } };
  expect(redact('token-one-and-more, token-one', settings)).toBe('••••, ••••');
});

test('words that are no secret stay', () => {
  const settings = {
    url: 'https://example.com/hooks/orders?a=b',
    basic: { username: 'invalid', password: 'error' },
    headers: { 'X-Mode': 'a', 'X-Empty': '' },
  };
  expect(redact('an invalid error at /hooks/orders', settings)).toBe('an invalid error at /hooks/orders');
});

test.each([
  ['as it is', 'two  blanks & "quotes"', 'it was two  blanks & "quotes"!'],
  ['in JSON', 'two  blanks & "quotes"', 'it was two  blanks & \\"quotes\\"!'],
  ['in an address', 'two  blanks & "quotes"', 'it was two%20%20blanks%20%26%20%22quotes%22!'],
  ['in HTML', 'two  blanks & "quotes"', 'it was two  blanks &amp; &quot;quotes&quot;!'],
])('a secret is found %s', (_, password, text) => {
  const settings = { url: 'https://example.com', basic: { username: 'u', password } };
  expect(redact(text, settings)).toBe('it was ••••!');
});

test.each([
  ['Cannot POST /hook/SECRET0123456789abcdef?key=hunter22', 'Cannot POST /hook/…cdef?…'],
  ['no SECRET0123456789abcdef', 'no ••••'],
  ['wrong key: hunter22', 'wrong key: ••••'],
])('what is secret in its address is left out: %s', async (answer, shown) => {
  await using server = await receiver((_request, response) => response.writeHead(404).end(answer));
  const url = `${new URL(server.url).origin}/hook/SECRET0123456789abcdef?key=hunter22`;
  const { outcome } = await deliver({ url, signature: 'none' });
  expect(outcome).toMatchObject({ reason: `it answered 404: ${shown}` });
});

test('no part of a secret is left where an answer is cut', async () => {
  const location = `https://example.com/${'x'.repeat(75)}${bearer}`;
  await using server = await receiver((_request, response) => response.writeHead(302, { location }).end());
  const { outcome } = await deliver({ url: server.url, signature: 'none', bearer });
  expect(JSON.stringify(outcome)).not.toContain('tok_');
});

test('a server that is not there is told by its host alone', async () => {
  const url = 'http://127.0.0.1:1/hook/abcdef0123456789abcdef?key=hunter22';
  const { outcome } = await deliver({ url, secrets: [{ secret }], bearer });
  expect(outcome).toEqual({ kind: 'retry', reason: '127.0.0.1:1 cannot be reached (ECONNREFUSED)' });
});

test('what is kept as the message that was sent holds no secret', async () => {
  await using server = await receiver();
  const headers = { 'X-Api-Key': apiKey };
  const { rendered } = await deliver({ url: server.url, secrets: [{ secret }], basic, headers });
  expect(server.received[0]?.headers).toMatchObject({ authorization: `Basic ${basicToken}`, 'x-api-key': apiKey });
  expect(JSON.stringify(rendered)).not.toMatch(tellTale);
});

test('errors about settings repeat no secret', () => {
  const wanted = {
    url: 'https://user:hunter22-password@example.com/',
    secrets: [{ secret: 'hunter22-secret' }],
    basic: { username: 'a:b', password: 'hunter22-basic' },
    bearer: 'hunter22 bearer',
    headers: { Authorization: 'hunter22-header', 'X-A': 'hunter22-\n' },
  };
  expect(() => acceptSettings(wanted, [])).toThrow(/url: .*secret: .*basic\.username: .*bearer: /);
  expect(() => acceptSettings(wanted, [])).not.toThrow(/hunter22/);
});

test('the label of an endpoint holds no secret', () => {
  const { label } = httpKind([]).accept({
    url: 'https://example.com/a/T0123456789ABCDEF?key=hunter22',
    signature: 'none',
  });
  expect(label).toBe('example.com/a/…CDEF?…');
});
