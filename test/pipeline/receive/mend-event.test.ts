import { expect, test } from 'vitest';
import { mendEvent } from '../../../src/pipeline/receive/mend-event.ts';

test('an event that is valid stays as it is', () => {
  const event = { type: 'payment.completed', severity: 'success' as const, id: 'tbx-1', data: { a: 1 } };
  expect(mendEvent(event, 'tebex.event')).toEqual(event);
});

test('what is not valid is left out, part by part', () => {
  const event = {
    type: 'payment.completed',
    category: 'transactions' as const,
    url: 'javascript:alert(1)',
    amount: { value: 'much', currency: 'EUR' },
    player: { name: 'Steve' },
    unknown: true,
  };
  expect(mendEvent(event, 'tebex.event')).toEqual({
    type: 'payment.completed',
    category: 'transactions',
    player: { name: 'Steve' },
  });
});

test('what is left out takes nothing else with it', () => {
  const event = { type: 'payment.completed', url: 'javascript:alert(1)' };
  expect(mendEvent(event, 'tebex.event')).toEqual({ type: 'payment.completed' });
});

test('an event whose type is not valid has the one of its source', () => {
  const event = { type: 'Payment Completed!', category: 'transactions' as const, title: 'A sale' };
  expect(mendEvent(event, 'tebex.event')).toMatchObject({
    type: 'tebex.event',
    category: 'transactions',
    title: 'A sale',
  });
  expect(mendEvent({ type: 'weather.changed' }, 'tebex.event')).toEqual({ type: 'weather.changed' });
});
