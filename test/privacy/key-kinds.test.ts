import { expect, test } from 'vitest';
import { isContactKey, isSecretKey } from '../../src/privacy/key-kinds.ts';

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
