import { expect, test } from 'vitest';
import { withhold } from '../../src/privacy/withhold.ts';

const kept = (value: unknown) => withhold(value, [], ['s3cret-of-the-source']);

test.each([
  [{ customer_shipping: { name: 'Max Mustermann', method: 'post' } }, { customer_shipping: { method: 'post' } }],
  [
    { payment_method_details: { ideal: { verified_name: 'M. Muster', bank: 'x' } } },
    { payment_method_details: { ideal: { bank: 'x' } } },
  ],
  [
    { account_holder_name: 'Max', iban_last4: '1234', owner: { name: 'Max', verified: true } },
    { owner: { verified: true } },
  ],
  [
    { customer_tax_ids: [{ value: 'DE1' }], customer_details: { tax_ids: ['DE1'], plan: 'a' } },
    { customer_details: { plan: 'a' } },
  ],
  [
    {
      custom_fields: [
        { key: 'phone', text: { value: '+49 151' } },
        { key: 'nick', text: { value: 'Steve' } },
      ],
    },
    { custom_fields: [{ key: 'phone' }, { key: 'nick', text: { value: 'Steve' } }] },
  ],
  [{ 's3cret-of-the-source': 1, a: 2 }, { a: 2 }],
])('%j is kept as %j', (value, expected) => {
  expect(kept(value)).toEqual(expected);
});

test.each([
  'https://shop.example/a?token=S',
  ' https://shop.example/a?token=S',
  'HTTPS://shop.example/a?token=S',
  'https://shop.example/a#access_token=S',
])('the link %j lets somebody in, and is left out', (link) => {
  expect(kept({ link, a: 1 })).toEqual({ a: 1 });
  expect(kept({ note: `See ${link.trim()} today` })).toEqual({ note: 'See (link hidden) today' });
});

test('other links stay, alone and in a text', () => {
  const value = { link: 'https://shop.example/a?page=2#top', note: 'See https://shop.example/a today' };
  expect(kept(value)).toEqual(value);
});
