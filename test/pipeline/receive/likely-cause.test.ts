import { expect, test } from 'vitest';
import type { Proof, SourceRequest } from '../../../src/model/source.ts';
import { likelyCause } from '../../../src/pipeline/receive/likely-cause.ts';
import { aRequest, aSource } from './_source.ts';

const sent = '{"url":"https://shop.example/a","amount":9.99}';
const detail = 'The signature does not fit.';

/** A platform whose signature is the body itself, after a secret: what changes the body breaks it. */
const source = aSource('tebex', {
  prove({ body, headers }, { secrets }): Proof {
    const isRight = secrets.some((secret) => headers['x-signature'] === `${secret} ${body.toString('utf8')}`);
    return isRight ? { ok: true } : { ok: false, cause: 'wrong', detail };
  },
});

const cause = (
  request: SourceRequest,
  secrets: string[] = ['whsec_right'],
  proof: Exclude<Proof, { ok: true }> = { ok: false, cause: 'wrong', detail },
) =>
  likelyCause(source, request, { secrets, currency: 'EUR' }, proof, {
    certificate: () => Promise.reject(new Error('no certificate is asked for')),
  });

const arrived = (body: string, signature = `whsec_right ${sent}`) =>
  aRequest({ body: Buffer.from(body), headers: { 'x-signature': signature } });

test.each([
  ['put a line end behind it', `${sent}\n`, 'the white space at its end taken off'],
  ['wrote its JSON anew', '{ "url": "https://shop.example/a", "amount": 9.99 }', 'its JSON written without spaces'],
])('a proxy that has %s is found', async (_, body, words) => {
  expect(await cause(arrived(body))).toContain(`${detail} With ${words} it would: something between tebex and Crier`);
});

test.each([
  ['taken the line end off', sent, `${sent}\n`, 'a line end behind it'],
  ['taken the escapes off', sent, sent.replaceAll('/', '\\/'), 'its slashes escaped'],
  ['taken the indent off', sent, JSON.stringify(JSON.parse(sent), undefined, 2), 'its JSON indented'],
])('a proxy that has %s is found', async (_, body, signed, words) => {
  expect(await cause(arrived(body, `whsec_right ${signed}`))).toContain(`With ${words} it would`);
});

test('a secret without its beginning, or with one too many, is found', async () => {
  for (const [pasted, real] of [
    ['right', 'whsec_right'],
    ['whsec_right', 'right'],
  ] as const) {
    expect(await cause(arrived(sent, `${real} ${sent}`), [pasted])).toBe(
      `${detail} The secret was pasted without its beginning "whsec_", or with one too many.`,
    );
  }
});

test('else it is another secret, and the cure names the command', async () => {
  const text = await cause(arrived(sent, `whsec_other ${sent}`));
  expect(text).toContain('Most likely the secret is another one');
  expect(text).toContain('npm run crier -- source add tebex');
  expect(text).not.toMatch(/whsec_|shop\.example/);
});

test('a secret that Crier made is not looked for on the platform', async () => {
  const own = aSource('botghost', { secret: { from: 'crier', name: 'API key' } });
  const proof = { ok: false as const, cause: 'wrong' as const, detail: 'It does not fit.' };
  const text = await likelyCause(own, aRequest({ secret: 'other' }), { secrets: ['right'], currency: 'EUR' }, proof, {
    certificate: () => Promise.reject(new Error('no certificate is asked for')),
  });
  expect(text).toContain('the "API key" that Crier showed');
  expect(text).toContain('npm run crier -- source rotate-secret botghost');
});

test('a body that is no JSON is no reason to fail', async () => {
  expect(await cause(arrived('not JSON'))).toContain('Most likely the secret is another one');
});

test('where the secret was lost, no other reason is looked for', async () => {
  const proof = { ok: false as const, cause: 'wrong' as const, detail: 'It does not fit.' };
  expect(await cause(aRequest(), [], proof)).toBe(
    'The secret was lost with the secret key. Enter it again: npm run crier -- source add tebex.',
  );
});

test('what carries no proof, or an old one, is said so', async () => {
  const proof = (why: 'missing' | 'stale') => ({ ok: false as const, cause: why, detail: 'The header is not right.' });
  expect(await cause(aRequest(), ['one'], proof('missing'))).toContain('Is it tebex that sends to this address');
  expect(await cause(aRequest(), ['one'], proof('stale'))).toContain('"npm run crier -- doctor" tells');
});
