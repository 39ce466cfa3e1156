import { expect, test } from 'vitest';
import { isContactKey, isSecretKey, maskContact } from '../../src/privacy/contact.ts';

test.each([
  'email',
  'E-mail',
  'customerEmail',
  'ip',
  'IP',
  'client_ip',
  'ipAddress',
  'remote_addr',
  'address',
  'billing_address',
  'street',
  'zip',
  'postal_code',
  'phone',
  'Phone number',
  'first_name',
])('%s identifies a person', (key) => {
  expect(isContactKey(key)).toBe(true);
});

test.each([
  'recipient',
  'description',
  'ship',
  'server',
  'zipline',
  'name',
  'username',
  'country',
  'transaction_id',
  'tip',
])('%s does not', (key) => {
  expect(isContactKey(key)).toBe(false);
});

test.each([
  'password',
  'apiKey',
  'api_key',
  'access_token',
  'token',
  'client_secret',
  'Authorization',
  'card_number',
  'iban',
  'webhook_url',
])('%s is a secret', (key) => {
  expect(isSecretKey(key)).toBe(true);
});

test.each(['tokens_earned', 'transaction', 'package', 'compass', 'key'])('%s is none', (key) => {
  expect(isSecretKey(key)).toBe(false);
});

test.each([
  ['Mail mira.stone+shop@mail.example.co.uk now', 'Mail (e-mail hidden) now'],
  ['<mira@example.com>, (kai@example.com).', '<(e-mail hidden)>, ((e-mail hidden)).'],
  ['from 203.0.113.24:25565.', 'from (IP hidden):25565.'],
  ['from 2001:db8::1 and ::ffff:203.0.113.24', 'from (IP hidden) and (IP hidden)'],
  ['müller@bücher.example', '(e-mail hidden)'],
])('addresses go: %s', (text, masked) => {
  expect(maskContact(text)).toBe(masked);
});

test.each([
  '@Mira hello',
  'at 12:30:45',
  'v1.20.4',
  '1.2.3',
  'std::vector<int>',
  'a@b',
  '3 @ 4.50',
  '256.1.1.1',
  'aa:bb:cc:dd:ee:ff',
])('"%s" stays', (text) => {
  expect(maskContact(text)).toBe(text);
});

test.each(['a@', '@', 'a@b.', '1.', '::', 'a:', 'f'])('is quick on 100,000 characters of "%s"', (unit) => {
  const start = performance.now();
  maskContact(unit.repeat(100_000 / unit.length));
  expect(performance.now() - start).toBeLessThan(250);
});
