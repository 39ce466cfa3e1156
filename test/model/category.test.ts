import { expect, test } from 'vitest';
import { categoryOf, severityOf } from '../../src/model/category.ts';

test.each([
  ['perk.expire_failed', 'errors'],
  ['delivery.failed', 'errors'],
  ['job.failed', 'errors'],
  ['gift.failed', 'errors'],
  ['message.failed', 'errors'],
  ['queue.error', 'errors'],
  ['cashback.process_failed', 'errors'],
  // A customer's failure is no fault of the machinery.
  ['payment.failed', 'transactions'],
  ['refund.failed', 'transactions'],
  ['invoice.payment_failed', 'transactions'],
  ['payout.failed', 'transactions'],
  ['subscription.renewal_failed', 'subscriptions'],
  ['subscription.payment_failed', 'subscriptions'],
  // A word that only holds another one.
  ['quest.unfailed', undefined],
  ['failed', undefined],
  ['failed.quest', undefined],
  ['cashback.redeemed', 'loyalty'],
  ['rewards.tier_promoted', 'loyalty'],
  ['error.plugin', 'errors'],
  ['weather.changed', undefined],
])('the type %s tells the category %s', (type, category) => {
  expect(categoryOf(type)).toBe(category);
});

test('what failed of itself is an error, and a declined card is told as its sender says', () => {
  expect(severityOf('perk.expire_failed')).toBe('error');
  expect(severityOf('job.failed')).toBe('error');
  expect(severityOf('payment.failed')).toBe('info');
  expect(severityOf('job.finished')).toBe('info');
});
