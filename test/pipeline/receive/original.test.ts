import { expect, test } from 'vitest';
import { originalOf, readOriginal } from '../../../src/pipeline/receive/original.ts';
import { receivedAt } from './_source.ts';

const settings = { secrets: ['token-of-the-store'] };
const kept = (value: unknown, withheld?: readonly string[]) =>
  originalOf(value, withheld === undefined ? {} : { withheld }, settings);
const requestOf = (body: string, type = 'application/json') => ({
  body: Buffer.from(body),
  headers: { 'content-type': type },
  query: {},
  receivedAt,
});

test('JSON is read with every digit, a form with the JSON in its fields, and anything else as nothing', () => {
  expect(readOriginal(requestOf('{"id":12345678901234567890}'))).toEqual({ id: '12345678901234567890' });
  const form = new URLSearchParams({ data: '{"a":[1]}', note: '{no JSON', plain: 'x' }).toString();
  const read = readOriginal(requestOf(form, 'application/x-www-form-urlencoded; charset=utf-8'));
  expect(read).toEqual({ data: { a: [1] }, note: '{no JSON', plain: 'x' });
  expect(readOriginal(requestOf('hello', 'text/plain'))).toBeUndefined();
  expect(readOriginal(requestOf('{"cut off', 'application/json'))).toBeUndefined();
});

test('objects, lists, booleans and null are kept as they are', () => {
  const value = { list: [1, [2, null], { deep: false }], none: null, empty: {}, nothing: [] };
  expect(kept(value)).toEqual({ value, leftOut: undefined });
  expect(kept({})).toEqual({ value: undefined, leftOut: undefined });
  expect(kept(undefined).value).toBeUndefined();
});

test('who somebody is, how they pay and what lets somebody in is left out, also of lists of names and values', () => {
  const { value } = kept({
    customer: { id: 7, name: 'Mira Stone', email: 'mira@example.com', locale: 'en' },
    player: { name: 'Mira Stone' },
    payment_method_details: { type: 'card', card: { last4: '4242' } },
    billing_details: { name: 'Mira Stone', city: 'Portland', country: 'US', payment_terms: { days: 14 } },
    headers: [
      ['Cookie', 'sid=1'],
      ['Host', 'store.example'],
    ],
    custom: [
      { name: 'E-mail', value: 'mira at example' },
      { name: 'Colour', value: 'blue' },
    ],
    portal: 'https://pay.example/portal?expires=1&signature=abc',
    page: 'https://pay.example/orders?tab=1',
    echo: 'token-of-the-store',
    note: 'Ask mira@example.com at 203.0.113.24',
  });
  expect(value).toEqual({
    customer: { id: 7, locale: 'en' },
    player: { name: 'Mira Stone' },
    payment_method_details: { type: 'card' },
    billing_details: { country: 'US', payment_terms: { days: 14 } },
    headers: [['Host', 'store.example']],
    custom: [{ name: 'E-mail' }, { name: 'Colour', value: 'blue' }],
    page: 'https://pay.example/orders?tab=1',
    note: 'Ask (e-mail hidden) at (IP hidden)',
  });
  expect(kept({ user: 'x', urls: { a: 1 }, kind: 'y' }, ['user', 'urls']).value).toEqual({ kind: 'y' });
});

test('a body without end is kept as far as there is room, and what is left out is said', () => {
  const large = kept({ first: 'a', long: 'x'.repeat(70_000), last: 'b' });
  expect(large.value).toEqual({ first: 'a', last: 'b' });
  expect(large.leftOut).toMatch(/^One value of the body .* the first is "long"\.$/);
  const many = kept({ lines: Array.from({ length: 100_000 }, (_each, index) => index) });
  expect(JSON.stringify(many.value).length).toBeLessThan(64 * 1024);
  expect(many.leftOut).toMatch(/^\d+ values of the body .*"lines\.\d+"\.$/);
});

test('values nested without end, and numbers beyond any, cost themselves alone', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
  const { value, leftOut } = kept({ kept: 1, huge: Number.POSITIVE_INFINITY, deep });
  expect(value).toMatchObject({ kept: 1, deep: { a: { a: {} } } });
  expect(value).not.toHaveProperty('huge');
  expect(leftOut).toContain('2 values');
});
