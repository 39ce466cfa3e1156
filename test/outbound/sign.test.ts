import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, test } from 'vitest';
import type { EndpointSettings } from '../../src/model/endpoint.ts';
import { signatureHeaders, standardKey } from '../../src/outbound/sign.ts';
import { oldSecret, secret } from '../destinations/http/_world.ts';

const id = 'evt_0193a5b2c3d4e5f60718293a4b5c6d7e';
const body = '{"type":"payment.completed","player":{"name":"Steve \\"é 💎\\u2028"}}';

/** The packages look at the real time. */
const now = Date.now();
const timestamp = Math.floor(now / 1_000);

const sign = (signature: EndpointSettings['signature'], secrets: EndpointSettings['secrets'], at = now) =>
  signatureHeaders({ signature, secrets }, { id, timestamp, body }, at);

/** All headers of a request that is signed by the standard. */
const standard = (secrets: EndpointSettings['secrets'], at = now) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  ...sign('standard', secrets, at),
});

const hex = (key: string) => createHmac('sha256', key).update(body).digest('hex');

const verifiers = [
  ['standardwebhooks', (key: string) => new Webhook(key)],
  ['svix', (key: string) => new SvixWebhook(key)],
] as const;

describe.each(verifiers)('the package %s', (_, verifier) => {
  test('takes what was signed, and reads what was sent', () => {
    expect(verifier(secret).verify(body, standard([{ secret }]))).toEqual(JSON.parse(body));
  });

  test.each([24, 25, 26, 63, 64])('takes a key of %i bytes', (length) => {
    const key = `whsec_${Buffer.alloc(length, 251).toString('base64')}`;
    expect(verifier(key).verify(body, standard([{ secret: key }]))).toEqual(JSON.parse(body));
  });

  test('takes nothing else', () => {
    const headers = standard([{ secret }]);
    const wrong = /No matching signature/;
    expect(() => verifier(oldSecret).verify(body, headers)).toThrow(wrong);
    expect(() => verifier(secret).verify(`${body} `, headers)).toThrow(wrong);
    expect(() => verifier(secret).verify(body, { ...headers, 'webhook-id': 'evt_2' })).toThrow(wrong);
    const later = { ...headers, 'webhook-timestamp': String(timestamp + 1) };
    expect(() => verifier(secret).verify(body, later)).toThrow(wrong);
  });

  test('takes the new secret and the one before while they overlap, the new one alone afterwards', () => {
    const until = now + 1;
    const secrets = [{ secret }, { secret: oldSecret, until }];
    expect(verifier(secret).verify(body, standard(secrets))).toEqual(JSON.parse(body));
    expect(verifier(oldSecret).verify(body, standard(secrets))).toEqual(JSON.parse(body));
    expect(verifier(secret).verify(body, standard(secrets, until))).toEqual(JSON.parse(body));
    expect(() => verifier(oldSecret).verify(body, standard(secrets, until))).toThrow(/No matching signature/);
  });
});

test('the example of the specification is signed as it says', () => {
  // The package's own test: https://github.com/standard-webhooks/standard-webhooks/tree/main/libraries/javascript
  const example = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  };
  const secrets = [{ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }];
  expect(signatureHeaders({ signature: 'standard', secrets }, example, now)).toEqual({
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('plain is the hex of the body alone, with the secret as it is written', () => {
  expect(sign('plain', [{ secret: 'any text ü' }])).toEqual({ 'x-webhook-signature': hex('any text ü') });
  expect(sign('plain', [{ secret }])).toEqual({ 'x-webhook-signature': hex(secret) });
  // RFC 4231, test case 2.
  const known = { id, timestamp, body: 'what do ya want for nothing?' };
  expect(signatureHeaders({ signature: 'plain', secrets: [{ secret: 'Jefe' }] }, known, now)).toEqual({
    'x-webhook-signature': '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  });
});

test('plain stays with the secret before for as long as they overlap, and has the new one in a second header', () => {
  const secrets = [{ secret: 'new one' }, { secret: 'old one', until: now + 1 }];
  expect(sign('plain', secrets)).toEqual({
    'x-webhook-signature': hex('old one'),
    'x-webhook-signature-next': hex('new one'),
  });
  expect(sign('plain', secrets, now + 1)).toEqual({ 'x-webhook-signature': hex('new one') });
});

test('of several secrets without an end the first signs the plain header, as it always did', () => {
  expect(sign('plain', [{ secret: 'new one' }, { secret: 'old one' }])).toEqual({
    'x-webhook-signature': hex('new one'),
    'x-webhook-signature-previous': hex('old one'),
  });
});

test('both are both, none is none', () => {
  const secrets = [{ secret }, { secret: oldSecret, until: now + 1 }];
  expect(sign('both', secrets)).toEqual({ ...sign('standard', secrets), ...sign('plain', secrets) });
  expect(Object.keys(sign('both', secrets))).toHaveLength(3);
  expect(sign('none', secrets)).toEqual({});
});

test('the newest secret signs first, each once', () => {
  const [newest, previous] = [sign('standard', [{ secret }]), sign('standard', [{ secret: oldSecret }])];
  const list = sign('standard', [{ secret }, { secret: oldSecret, until: now + 1 }])['webhook-signature'];
  expect(list).toBe(`${newest['webhook-signature']} ${previous['webhook-signature']}`);
});

test.each([
  ['whsec_', undefined],
  [`whsec_${Buffer.alloc(23).toString('base64')}`, undefined],
  [`whsec_${Buffer.alloc(24).toString('base64')}`, 24],
  [`whsec_${Buffer.alloc(64).toString('base64')}`, 64],
  [`whsec_${Buffer.alloc(65).toString('base64')}`, undefined],
  [`WHSEC_${Buffer.alloc(32).toString('base64')}`, undefined],
  [Buffer.alloc(32).toString('base64'), undefined],
  [`whsec_${Buffer.alloc(32, 255).toString('base64url')}`, undefined],
  [`whsec_ ${Buffer.alloc(32).toString('base64')}`, undefined],
])('%s has a key of %s bytes', (text, length) => {
  expect(standardKey(text)?.length).toBe(length);
});
