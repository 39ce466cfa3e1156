import { expect, it } from 'vitest';
import { checkEventKey, routeNames } from '../../src/model/event-key.ts';
import { isSubscribable } from '../../src/model/subscription.ts';

it.each(['default', 'subscribe', '*', 'payment.completed', 'payment.*', 'heartbeat'])(
  '%s is a key of a route',
  (key) => {
    expect(checkEventKey(key, routeNames)).toEqual({ ok: true });
    if (key !== 'default') expect(isSubscribable(key)).toBe(true);
  },
);

it.each([
  ['error', 'errors'],
  ['defualt', 'default'],
  ['Payment.Completed', undefined],
  ['pay*', undefined],
  ['payment..x', undefined],
  ['a key', undefined],
  [`a.${'b'.repeat(99)}`, undefined],
])('%s is none; meant was %s', (key, nearest) => {
  expect(checkEventKey(key, routeNames)).toEqual({ ok: false, nearest });
  if (nearest !== 'default') expect(isSubscribable(key)).toBe(false);
});
