import { describe, expect, test } from 'vitest';
import type { EventFacts } from '../../src/model/event-facts.ts';
import { countMoney, Ledger } from '../../src/stats/ledger.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** An event some minutes after midnight; an amount without a currency is in EUR. */
function told(
  type: string,
  amount: string | undefined,
  { at = 0, ...parts }: Partial<EventFacts> & { at?: number } = {},
): EventFacts {
  const [value = '', currency = 'EUR'] = (amount ?? '').split(' ');
  return {
    type,
    category: 'transactions',
    severity: 'info',
    occurredAt: at * minute,
    acceptedAt: at * minute,
    countedAt: at * minute,
    amount: amount === undefined ? undefined : { value, currency },
    isTest: false,
    isUnpaid: false,
    ...parts,
  };
}

/** Adds them up: what was paid and what was given back. */
function count(...events: EventFacts[]): { paid: string[]; returned: string[] } {
  const { payments, refunds } = countMoney(events);
  const write = ({ amount }: { amount: { value: string; currency: string } }) =>
    amount.currency === 'EUR' ? amount.value : `${amount.value} ${amount.currency}`;
  return { paid: payments.map(write), returned: refunds.map(write) };
}

describe('payments', () => {
  test.each<[string, EventFacts[], string[]]>([
    ['a purchase', [told('payment.completed', '9.99')], ['9.99']],
    ['a purchase without an amount', [told('payment.completed', undefined)], []],
    ['what costs nothing', [told('payment.completed', '0.00')], []],
    ['a negative payment', [told('payment.completed', '-5.00')], []],
    ['a test', [told('payment.completed', '9.99', { isUnpaid: true })], []],
    [
      'what waits, fails, or says no more than a price',
      ['payment.pending', 'payment.declined', 'order.created', 'order.fulfilled', 'subscription.updated'].map((type) =>
        told(type, '9.99'),
      ),
      [],
    ],
    [
      'two purchases of one player',
      [told('payment.completed', '5', { player: 'Steve' }), told('payment.completed', '5', { player: 'Steve' })],
      ['5', '5'],
    ],
    [
      'two purchases under one correlation id (a charge beside a subscription)',
      [
        told('payment.completed', '5', { correlationId: 'sub-1' }),
        told('payment.completed', '3', { correlationId: 'sub-1' }),
      ],
      ['5', '3'],
    ],
    [
      'PayNow: an order and its payment, of which a gift card paid a part',
      [
        told('payment.completed', '12.98', { correlationId: 'order-1' }),
        told('payment.captured', '7.98', { correlationId: 'order-1', transaction: 'p1' }),
      ],
      ['12.98'],
    ],
    [
      'the same in the other order',
      [
        told('payment.captured', '7.98', { correlationId: 'order-1', transaction: 'p1' }),
        told('payment.completed', '12.98', { correlationId: 'order-1' }),
      ],
      ['12.98'],
    ],
    [
      'Stripe: a discounted first payment, and the subscription with its usual price',
      [
        told('subscription.created', '9.99', { correlationId: 'sub-1' }),
        told('payment.completed', '4.99', { correlationId: 'sub-1', at: 1 }),
      ],
      ['4.99'],
    ],
    [
      'Tebex: a renewal under the id of the subscription, and the payment under its own; both name the transaction',
      [
        told('payment.completed', '9.99', { correlationId: 'tbx-1', transaction: 'tbx-1' }),
        told('subscription.renewed', '9.99', { correlationId: 'tbx-r-1', transaction: 'tbx-1', at: 1 }),
      ],
      ['9.99'],
    ],
    [
      'PayNow: a renewal and its order have nothing but the player and the amount in common',
      [
        told('subscription.renewed', '4.990', { correlationId: 'sub-1', player: 'steve' }),
        told('payment.completed', '4.99', { correlationId: 'order-2', player: 'Steve', at: 30 }),
        told('payment.captured', '4.99', { correlationId: 'order-2', transaction: 'p2', at: 31 }),
      ],
      ['4.99'],
    ],
    [
      'a subscription that was bought, and its renewals a month later',
      [
        told('payment.completed', '4.99', { correlationId: 'sub-1' }),
        told('subscription.created', '4.99', { correlationId: 'sub-1' }),
        told('subscription.renewed', '4.99', { correlationId: 'sub-1', at: 30 * 24 * 60 }),
        told('subscription.renewed', '4.99', { correlationId: 'sub-1', at: 60 * 24 * 60 }),
      ],
      ['4.99', '4.99', '4.99'],
    ],
    ['Ko-fi: a first payment is told as a subscription alone', [told('subscription.created', '3')], ['3']],
    [
      'a gift beside its purchase',
      [
        told('payment.completed', '8', { player: 'Steve', correlationId: 'a' }),
        told('gift.sent', '8', { player: 'Steve' }),
      ],
      ['8'],
    ],
    ['a gift alone', [told('gift.sent', '8', { player: 'Steve' })], ['8']],
    [
      'a subscription and a purchase of another amount, or of another player, or long after',
      [
        told('payment.completed', '8', { player: 'Steve' }),
        told('subscription.renewed', '7', { player: 'Steve' }),
        told('subscription.renewed', '8', { player: 'Alex' }),
        told('subscription.renewed', '8', { player: 'Steve', at: 61 }),
        told('subscription.renewed', '8 USD', { player: 'Steve' }),
      ],
      ['8', '7', '8', '8', '8 USD'],
    ],
    [
      'a renewal and an upgrade with a payment of its own',
      [
        told('subscription.renewed', '8', { correlationId: 'sub-1', transaction: 't1' }),
        told('payment.completed', '2', { correlationId: 'sub-1', transaction: 't2', at: 5 }),
      ],
      ['8', '2'],
    ],
  ])('%s', (_, events, paid) => {
    expect(count(...events)).toEqual({ paid, returned: [] });
  });

  test('a player who buys all day long is counted in no time', () => {
    const many = 20_000;
    const one = told('payment.completed', '1', { player: 'Console', correlationId: 'same' });
    expect(count(...Array.from({ length: many }, () => one)).paid).toHaveLength(many);
  }, 3_000);

  test('a payment is known by what any of its events tells', () => {
    const { payments } = countMoney([
      told('payment.captured', '4', { correlationId: 'o', at: 1 }),
      told('payment.completed', '5', { correlationId: 'o', at: 2, player: 'Steve', package: 'VIP' }),
    ]);
    expect(payments).toMatchObject([
      { amount: { value: '5', currency: 'EUR' }, player: 'Steve', package: 'VIP', at: minute },
    ]);
  });

  test('payments are passed on while more come, in their order, so that few are kept', () => {
    const passed: string[] = [];
    const ledger = new Ledger({ pay: ({ player = '' }) => passed.push(player), giveBack: () => undefined });
    const many = 50_000;
    for (let index = 0; index < many; index += 1) {
      ledger.add(told('payment.completed', '1', { player: `p${index}`, correlationId: `tbx-${index}` }));
    }
    expect(many - passed.length).toBeLessThan(21_000);
    ledger.settle();
    expect(passed).toEqual(Array.from({ length: many }, (_, index) => `p${index}`));
  });
});

describe('refunds', () => {
  const joined = { correlationId: 'tbx-1' };
  test.each<[string, EventFacts[], string[]]>([
    ['a refund, whatever its sign', [told('payment.refunded', '5'), told('payment.refunded', '-5')], ['5', '5']],
    [
      'two refunds of a part, and the rest',
      [
        told('payment.partially_refunded', '5', joined),
        told('payment.partially_refunded', '5', joined),
        told('payment.refunded', '5', joined),
      ],
      ['5', '5', '5'],
    ],
    [
      'one refund under two names, in whatever form its amount is written',
      [told('payment.refunded', '5.00', joined), told('refund.created', '5', joined)],
      ['5.00'],
    ],
    [
      'a payment that the bank took back, and the dispute that is lost weeks after',
      [
        told('payment.dispute.opened', '5', joined),
        told('payment.reversed', '5', joined),
        told('payment.dispute.lost', '5', { ...joined, at: (20 * day) / minute }),
      ],
      ['5'],
    ],
    ['a dispute that is won', [told('payment.dispute.opened', '5'), told('payment.dispute.won', '5')], []],
    [
      'Lemon Squeezy: each refund tells the sum of all',
      [
        told('payment.partially_refunded', '4', { ...joined, whole: { value: '10.00', currency: 'EUR' } }),
        told('payment.refunded', '10', { ...joined, whole: { value: '10.00', currency: 'EUR' } }),
        told('payment.refunded', '10', { ...joined, whole: { value: '10.00', currency: 'EUR' } }),
      ],
      ['4', '6.00'],
    ],
    [
      'refunds of different payments',
      [told('payment.refunded', '5', { correlationId: 'a' }), told('order.refunded', '5', { correlationId: 'b' })],
      ['5', '5'],
    ],
  ])('%s', (_, events, returned) => {
    expect(count(...events)).toEqual({ paid: [], returned });
  });
});
