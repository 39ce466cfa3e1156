import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import { factsOf, foldName, playerFactsOf } from '../../src/model/event-facts.ts';

const event = (parts: Partial<Event> = {}): Event => ({
  id: 'evt_1',
  store: 'main',
  type: 'payment.completed',
  category: 'transactions',
  severity: 'success',
  occurredAt: 1,
  acceptedAt: 2,
  ...parts,
});

test.each<[unknown, string | undefined]>([
  [{ package: 'VIP' }, 'VIP'],
  [{ packages: ['VIP', 'Key'] }, 'VIP, Key'],
  [{ items: [{ name: 'Key', quantity: 3 }, { product: { title: 'VIP' } }, 7, null, {}] }, '3× Key, VIP, 7'],
  [{ product: { name: 'VIP', price: '9.99' } }, 'VIP'],
  [{ plan: 'Gold', tier: 'Silver' }, 'Gold'],
  [{ package: '', plan: '  Gold ' }, 'Gold'],
  [{ package: null, packages: [], tier: 3 }, '3'],
  [{ server: 'Survival' }, undefined],
  [undefined, undefined],
])('what was bought of %j is %s', (data, text) => {
  expect(factsOf(event({ data: data as Record<string, unknown> })).package).toBe(text);
});

test('names of what was bought are not endless', () => {
  const items = Array.from({ length: 500 }, (_, index) => ({ name: `Thing ${index} ${'x'.repeat(500)}` }));
  expect(factsOf(event({ data: { items } })).package?.length).toBe(200);
});

test.each<[Partial<Event>, boolean]>([
  [{}, false],
  [{ senderId: 'test:req_1:tebex:5' }, true],
  [{ senderId: 'test:1' }, false],
  [{ senderId: 'stripe:evt_1', title: 'Test: New order' }, true],
  [{ senderId: 'order-1', title: 'Test: New order' }, false],
  [{ title: 'Test: New order' }, false],
  [{ title: 'Test of patience' }, false],
  [{ type: 'subscription.created', title: 'Trial started' }, true],
  [{ type: 'payment.completed', title: 'Trial pack' }, false],
])('%j moved no money: %s', (parts, isUnpaid) => {
  expect(factsOf(event(parts)).isUnpaid).toBe(isUnpaid);
});

test('the whole of a refund is that of one payment', () => {
  const total = { value: '10.00', currency: 'EUR' };
  expect(factsOf(event({ data: { total } })).whole).toEqual(total);
  expect(factsOf(event({ data: { total, subscription_id: 'sub_1' } })).whole).toBeUndefined();
  expect(factsOf(event({ data: { total: 10 } })).whole).toBeUndefined();
  for (const value of ['ten', '', '10,00', '1e3']) {
    expect(factsOf(event({ data: { total: { ...total, value } } })).whole, value).toBeUndefined();
  }
});

test('a player is known by the name in any case, or by the id', () => {
  const gift = event({ player: { name: 'Ｓｔeve', id: 'u-1' }, recipient: { name: 'Alex' } });
  expect(playerFactsOf(gift, 'STEVE')).toMatchObject({ id: 'evt_1', isBuyer: true, isRecipient: false });
  expect(playerFactsOf(gift, 'u-1')).toMatchObject({ isBuyer: true });
  expect(playerFactsOf(gift, 'alex')).toMatchObject({ isBuyer: false, isRecipient: true });
  expect(playerFactsOf(gift, 'Stev')).toBeUndefined();
  expect(foldName(' İstanbul ')).toBe(foldName('İSTANBUL'));
});
