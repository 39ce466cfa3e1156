import { expect, test } from 'vitest';
import { figuresOf } from '../../src/stats/figures.ts';
import type { Stats } from '../../src/stats/stats.ts';
import { statsChart } from '../../src/stats/stats-chart.ts';

const store = { name: 'Frostvale', locale: 'en-GB', timeZone: 'Europe/Berlin' };

/** Noon of 1 January 2026 in Berlin. */
const noon = Date.UTC(2026, 0, 1, 11);

function stats(change: Partial<Stats> = {}): Stats {
  return {
    from: noon,
    to: noon + 7_200_000,
    currency: 'EUR',
    total: 0,
    revenue: [],
    refundRate: undefined,
    categories: [],
    packages: [],
    players: [],
    failures: [],
    unit: 'hour',
    buckets: [],
    ...change,
  };
}

const euros = (net: string, more: object = {}) => ({
  currency: 'EUR',
  gross: net,
  refunded: '0',
  net,
  payments: 1,
  refunds: 0,
  ...more,
});

test('where nothing happened, there is nothing to tell but that', () => {
  expect(figuresOf(stats(), { store, title: 'Today' })).toEqual({
    title: 'Today',
    revenue: [],
    trend: undefined,
    events: '0 events',
    failures: undefined,
    refundRate: undefined,
    packages: [],
    players: [],
    categories: [],
    failureTypes: [],
    note: 'Frostvale · times are of Europe/Berlin',
  });
});

test('numbers and money are as the locale of the store writes them; names are as they came', () => {
  const full = stats({
    total: 1_234,
    revenue: [euros('1234.5', { gross: '1240', refunded: '5.5', payments: 2, refunds: 1 })],
    refundRate: 0.5,
    categories: [
      { category: 'transactions', count: 1_000 },
      { category: 'errors', count: 0 },
    ],
    packages: [{ name: '**VIP**', revenue: '9.99', count: 1 }],
    failures: [{ type: 'error.plugin', count: 1 }],
  });
  expect(figuresOf(full, { store, title: 'Today' })).toMatchObject({
    revenue: [{ net: '€1,234.50', payments: '2 payments', refunded: { gross: '€1,240.00', back: '€5.50' } }],
    events: '1,234 events',
    failures: '1 failure',
    refundRate: '50%',
    packages: [{ name: '**VIP**', revenue: '€9.99', count: '1' }],
    categories: [{ name: 'transactions', count: '1,000' }],
    failureTypes: [{ name: 'error.plugin', count: '1' }],
  });
});

test.each([
  ['20', '10', 'up', '+100 %'],
  ['5', '10', 'down', '−50 %'],
  ['10.01', '10', 'level', '±0 %'],
  ['5', '0', undefined, undefined],
  ['5', '-3', undefined, undefined],
])('a revenue of %s after %s goes %s', (now, then, direction, text) => {
  const before = { stats: stats({ revenue: [euros(then)] }), name: 'the day before' };
  const { trend } = figuresOf(stats({ revenue: [euros(now)] }), { store, title: 'Today', before });
  expect(trend).toEqual(direction && { direction, text, against: 'the day before' });
});

test('the chart shows the revenue, and the refunds below it; the events where no money moved', () => {
  const bucket = { start: noon, events: 5, failures: 2, payments: 0, revenue: '0', refunded: '0' };
  const options = { store, title: 'Today', theme: 'dark' } as const;
  const bare = stats({ buckets: [bucket], failures: [{ type: 'error.plugin', count: 2 }] });
  expect(statsChart(bare, options)).toMatchObject({
    subtitle: 'Frostvale: events by hour',
    labels: ['12:00'],
    series: [
      { name: 'Events', values: [3] },
      { name: 'Failures', values: [2] },
    ],
  });
  const paid = stats({ buckets: [{ ...bucket, revenue: '10', refunded: '4' }] });
  expect(statsChart(paid, options).series).toMatchObject([
    { name: 'Revenue', values: [10] },
    { name: 'Refunded', values: [-4] },
  ]);
});
