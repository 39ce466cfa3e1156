import { expect, test } from 'vitest';
import { newReceipt, openReceipt, openRequest } from '../../../src/pipeline/receive/receipt.ts';
import { secretKey } from '../../helpers/registries.ts';
import { aRequest, receivedAt } from './_source.ts';

const tebex = { store: 'main', source: 'tebex' };

test('a request is kept as it came, byte by byte', () => {
  const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const request = aRequest({ body, headers: { 'user-agent': 'Tebex' }, query: { category: 'errors' } });
  const receipt = newReceipt(secretKey, tebex, request);
  expect(receipt).toMatchObject({ ...tebex, id: expect.stringMatching(/^req_/), at: receivedAt, events: [] });
  const opened = openReceipt(secretKey, receipt);
  expect(opened).toMatchObject({ headers: { 'user-agent': 'Tebex' }, query: { category: 'errors' } });
  expect(Buffer.from(opened.body ?? '', 'latin1').equals(body)).toBe(true);
});

test('the credentials of a refused request are kept for when it is looked at again, and of no other', () => {
  const request = aRequest({ headers: { authorization: 'Bearer hunter2' }, query: { secret: 'hunter3', a: 'b' } });
  const refused = newReceipt(secretKey, tebex, request, { isRefused: true });
  expect(openRequest(secretKey, refused)).toMatchObject({
    headers: { authorization: 'Bearer hunter2' },
    query: { secret: 'hunter3', a: 'b' },
  });
  expect(JSON.stringify(openReceipt(secretKey, refused))).not.toMatch(/hunter/);
  expect(JSON.stringify(openRequest(secretKey, newReceipt(secretKey, tebex, request)))).not.toMatch(/hunter/);
});

test('what lets others in is masked, and the secret of an address left out', () => {
  const headers = Object.fromEntries(
    ['authorization', 'cookie', 'x-api-key', 'x-gitlab-token', 'x-secret', 'proxy-authorization'].map((name) => [
      name,
      'hunter2',
    ]),
  );
  const receipt = newReceipt(secretKey, tebex, aRequest({ headers, query: { secret: 'hunter2', a: 'b' } }));
  const opened = openReceipt(secretKey, receipt);
  expect(JSON.stringify(opened)).not.toContain('hunter2');
  expect(Object.keys(opened.headers)).toHaveLength(6);
  expect(opened.query).toEqual({ a: 'b' });
});

test('a body that is too large is not kept', () => {
  const opened = (bytes: number) =>
    openReceipt(secretKey, newReceipt(secretKey, tebex, aRequest({ body: Buffer.alloc(bytes) })));
  expect(opened(256 * 1024).body).toHaveLength(256 * 1024);
  expect(opened(256 * 1024 + 1).body).toBeUndefined();
});

test('one receipt cannot be opened as another, nor with another key: it is there without its content', () => {
  const [one, two] = [newReceipt(secretKey, tebex, aRequest()), newReceipt(secretKey, tebex, aRequest())];
  expect(openReceipt(secretKey, { ...one, id: two.id })).toEqual({ headers: {}, query: {} });
  expect(openReceipt(Buffer.alloc(32, 2), one)).toEqual({ headers: {}, query: {} });
});
