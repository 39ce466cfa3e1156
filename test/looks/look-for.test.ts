import { describe, expect, test } from 'vitest';
import { lookFor } from '../../src/looks/look-for.ts';
import type { Store } from '../../src/model/store.ts';
import { anEvent, frostvale } from '../helpers/lane-item.ts';

const storeWith = (looks: Store['looks']): Store => ({ ...frostvale, looks });

describe('the look of an event', () => {
  test.each([
    ['its exact type', 'payment.completed', 'transactions', 'payment.completed'],
    ['the longest pattern', 'payment.something.new', 'transactions', 'payment.*'],
    ['its category', 'shop.opened', 'processing', 'processing'],
    ['its category, also against the type', 'x', 'unsubscribe', 'unsubscribe'],
    ['its type, though the source named another category', 'payment.declined', 'errors', 'payment.declined'],
    ['its category for a type named like a property', 'constructor', 'loyalty', 'loyalty'],
  ] as const)('comes by %s', (_by, type, category, key) => {
    expect(lookFor(anEvent(type, category), frostvale).for).toBe(key);
  });
});

describe("a store's own look", () => {
  test('is taken part by part, the more exact key first', () => {
    const store = storeWith({
      transactions: { icon: '🧾', colour: 1, title: 'by category' },
      'payment.*': { colour: 2, title: 'by pattern' },
      'payment.completed': { colour: 3 },
      '*': { icon: '🌍', hide: ['Country'] },
    });
    const look = lookFor(anEvent('payment.completed', 'transactions'), store);
    expect(look).toMatchObject({ icon: '🧾', colour: 3, storeTitle: 'by pattern' });
    expect(look.hide).toContain('Country');
  });

  test('of a parent category serves its halves', () => {
    const look = lookFor(anEvent('member.joined', 'subscribe'), storeWith({ subscriptions: { colour: 7 } }));
    expect(look.colour).toBe(7);
  });

  test('brings its own fields and hides some', () => {
    const store = storeWith({ 'gift.sent': { fields: [{ label: 'What', from: 'data.x' }], hide: ['data.y'] } });
    const look = lookFor(anEvent('gift.sent', 'gifting'), store);
    expect(look.fields).toMatchObject([{ label: 'What', from: ['data.x'] }]);
    expect(look.isListed).toBe(true);
    expect([...look.hide]).toContain('data.y');
  });

  test('with a key that is a property of every object changes nothing', () => {
    expect(lookFor(anEvent('constructor', 'loyalty'), storeWith({ x: { colour: 1 } })).colour).not.toBe(1);
  });
});

describe('severity tints', () => {
  const colour = (
    type: string,
    severity: 'info' | 'success' | 'warning' | 'error' | 'critical',
    looks: Store['looks'] = {},
  ) => lookFor(anEvent(type, 'transactions', { severity }), storeWith(looks)).colour.toString(16);

  test('critical is crimson, over the store too', () => {
    expect(colour('payment.completed', 'critical')).toBe('e02850');
    expect(colour('payment.completed', 'critical', { '*': { colour: 5 } })).toBe('e02850');
  });

  test('a warning is amber, an error red, unless the look says as much or the store decided', () => {
    expect(colour('payment.completed', 'info')).toBe('2e9e5b');
    expect(colour('payment.completed', 'warning')).toBe('c9761f');
    expect(colour('payment.completed', 'error')).toBe('e2553f');
    expect(colour('payment.dispute.opened', 'warning')).toBe('e02850');
    expect(colour('payment.completed', 'error', { '*': { colour: 5 } })).toBe('5');
  });

  test('success is green where the look is alarming', () => {
    expect(colour('payment.failed', 'success')).toBe('2e9e5b');
    expect(colour('payment.refunded', 'success')).toBe('c9761f');
  });
});
