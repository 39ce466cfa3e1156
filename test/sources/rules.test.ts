import { describe, expect, test } from 'vitest';
import type { Source, SourceEvent } from '../../src/model/source.ts';
import { mannerFaults, sampleFaults, tellsOf } from './_rules.ts';

// The rules of contract.test.ts, against sources that break them.

const source: Source = {
  id: 'frostshop',
  title: 'Frost Shop',
  link: 'https://frostshop.example/webhooks',
  secret: { from: 'platform', name: 'Webhook secret' },
  setup: ['Paste {url} into the settings of the shop.'],
  events: [
    { platform: 'sold', type: 'payment.completed', category: 'transactions' },
    { platform: 'returned', type: 'payment.refunded', category: 'transactions' },
  ],
  prove: () => ({ ok: true }),
  translate: () => ({ events: [] }),
};

const sold: SourceEvent = { type: 'payment.completed', category: 'transactions' };
const returned: SourceEvent = { type: 'payment.refunded', category: 'transactions' };

describe('the samples of a source', () => {
  test('reach every event that it declares', () => {
    const told = [
      { sample: 'sold', events: [sold] },
      { sample: 'returned', events: [returned] },
    ];
    expect(sampleFaults(source, told)).toEqual([]);
  });

  test('are missing', () => {
    const sentence = 'frostshop has no sample: add requests to src/samples/requests/frostshop/';
    expect(sampleFaults(source, [])).toEqual([sentence]);
  });

  test('leave an event out, also where they become none at all', () => {
    const missing = 'No sample of frostshop becomes payment.refunded (transactions): add "returned".';
    expect(sampleFaults(source, [{ sample: 'sold', events: [sold] }])).toEqual([missing]);
    expect(sampleFaults(source, [{ sample: 'handshakes/ping', events: [] }])).toHaveLength(2);
  });

  test('become an event that is not declared, by its type or by its category', () => {
    const events = [sold, returned, { ...sold, type: 'payment.lost' }, { ...sold, category: 'errors' as const }];
    expect(sampleFaults(source, [{ sample: 'sold', events }])).toEqual([
      'frostshop/sold becomes payment.lost (transactions), which is not in its events.',
      'frostshop/sold becomes payment.completed (errors), which is not in its events.',
    ]);
  });
});

test.each([
  ['log.<event>', 'processing', 'log.swap_slots', 'processing', true],
  ['log.<event>', 'processing', 'log.swap_slots', 'errors', false],
  ['log.<event>', 'processing', 'log.', 'processing', false],
  ['log.<event>', 'processing', 'catalog.x', 'processing', false],
  ['<type>', 'processing', 'perk.granted', 'loyalty', true],
  ['payment.lost', 'errors', 'paymentxlost', 'errors', false],
] as const)('%s (%s) tells of %s (%s): %s', (type, category, made, of, expected) => {
  expect(tellsOf({ platform: 'any', type, category }, { type: made, category: of })).toBe(expected);
});

describe('what a source says of itself', () => {
  test('is complete', () => {
    expect(mannerFaults('frostshop', source)).toEqual([]);
  });

  const row = { platform: 'sold', type: 'payment.completed', category: 'transactions' as const };
  test.each<[string, Partial<Source>]>([
    ['its file is called otherwise', { id: 'frost' }],
    ['no title', { title: '' }],
    ['a link without https', { link: 'http://frostshop.example' }],
    ['a secret without a name', { secret: { from: 'crier', name: '' } }],
    ['a secret of the platform in the address', { secret: { from: 'platform', name: 'Key', inUrl: true } }],
    ['no steps', { setup: [] }],
    ['no address to paste', { setup: ['Open the settings.'] }],
    ['half a sentence', { setup: ['Paste {url} into'] }],
    ['no events', { events: [] }],
    ['a type that is none', { events: [{ ...row, type: 'the same type' }] }],
    ['an event without a name', { events: [{ ...row, platform: '' }] }],
  ])('lacks: %s', (_, parts) => {
    expect(mannerFaults('frostshop', { ...source, ...parts })).toHaveLength(1);
  });
});
