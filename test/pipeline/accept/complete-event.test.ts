import { expect, test } from 'vitest';
import type { EventInput } from '../../../src/model/event.ts';
import { completeEvent } from '../../../src/pipeline/accept/complete-event.ts';
import { newEvent } from '../../../src/pipeline/accept/new-event.ts';
import { searchTextOf } from '../../../src/pipeline/accept/search-text.ts';

const now = Date.UTC(2026, 0, 1);

test('an event that says the least is completed', () => {
  expect(completeEvent({ type: 'payment.completed', severity: 'info' }, 'main', now)).toEqual({
    id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
    store: 'main',
    type: 'payment.completed',
    category: 'transactions',
    severity: 'info',
    occurredAt: now,
    acceptedAt: now,
  });
});

test('what a sender says stands, under the names of our own', () => {
  const event = completeEvent(
    {
      type: 'payment.completed',
      category: 'errors',
      severity: 'error',
      id: 'order-1',
      occurred_at: '2025-12-31T23:00:00+01:00',
      correlation_id: 'basket-1',
    },
    'main',
    now,
  );
  expect(event).toMatchObject({
    category: 'errors',
    senderId: 'order-1',
    occurredAt: Date.UTC(2025, 11, 31, 22),
    acceptedAt: now,
    correlationId: 'basket-1',
  });
  expect(event).not.toHaveProperty('occurred_at');
});

test('an event whose category neither its sender nor its type tells is of the category other', () => {
  expect(completeEvent({ type: 'weather.changed' }, 'main', now)).toMatchObject({
    category: 'other',
    severity: 'info',
  });
});

test('what failed is an error where its sender says nothing else; a declined card is not', () => {
  const completed = (type: string, said: Partial<EventInput> = {}) => {
    const { category, severity } = completeEvent({ type, ...said }, 'main', now);
    return [category, severity];
  };
  expect(completed('perk.expire_failed')).toEqual(['errors', 'error']);
  expect(completed('message.failed')).toEqual(['errors', 'error']);
  expect(completed('payment.failed')).toEqual(['transactions', 'info']);
  expect(completed('job.failed', { category: 'processing' })).toEqual(['processing', 'error']);
  expect(completed('job.failed', { severity: 'info' })).toEqual(['errors', 'info']);
});

test('an event without a severity is compared as it always was', () => {
  const input = { type: 'payment.completed', id: 'order-1' };
  const hashOf = (one: EventInput) => newEvent(completeEvent(one, 'main', now), one, []).bodyHash;
  expect(hashOf(input)).toBe(hashOf({ ...input, severity: 'info' }));
  expect(hashOf(input)).not.toBe(hashOf({ ...input, severity: 'error' }));
});

test('an event is compared by what its sender wrote, whatever the order, and only where it has an id', () => {
  const input = { type: 'payment.completed', severity: 'info' as const, id: 'order-1', data: { a: 1, b: 2 } };
  const hashOf = (one: typeof input) => newEvent(completeEvent(one, 'main', now), one, []).bodyHash;
  expect(hashOf(input)).toBe(hashOf({ ...input, data: { b: 2, a: 1 } }));
  expect(hashOf(input)).not.toBe(hashOf({ ...input, data: { a: 1, b: 3 } }));
  const { id: _, ...anonymous } = input;
  expect(newEvent(completeEvent(anonymous, 'main', now), anonymous, []).bodyHash).toBeUndefined();
  expect(newEvent(completeEvent(input, 'main', now), undefined, []).bodyHash).toBeUndefined();
});

test('an event is found by people, ids, title and goods, and by nothing that is private', () => {
  const event = completeEvent(
    {
      type: 'gift.sent',
      severity: 'info',
      id: 'order-1',
      title: 'A gift',
      player: { name: 'Steve', id: 'steve-7' },
      recipient: { name: 'Alex', id: 'alex-9' },
      correlation_id: 'basket-1',
      data: {
        transaction_id: 'tbx-1',
        order_id: 42,
        code: { not: 'text' },
        packages: [{ name: 'Frost', quantity: 1, price: '9.99' }, { name: 'Key' }],
        email: 'steve@example.com',
      },
    },
    'main',
    now,
  );
  const words = searchTextOf(event).split(' ');
  expect(words).toEqual([
    'Steve',
    'steve-7',
    'Alex',
    'alex-9',
    'A',
    'gift',
    'order-1',
    'basket-1',
    event.id.slice('evt_'.length),
    'tbx-1',
    '42',
    'Frost,',
    'Key',
  ]);
  expect(searchTextOf({ ...event, title: 'x'.repeat(10_000) })).toHaveLength(1_000);
});
