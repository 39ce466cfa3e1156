import { expect, test } from 'vitest';
import { revenueOf } from '../../src/stats/stats.ts';

test('sums by currency take one walk, however many currencies there are', () => {
  const letter = (index: number) => String.fromCharCode(65 + (index % 26));
  const payments = Array.from({ length: 60_000 }, (_, index) => ({
    amount: { value: '0.10', currency: `${letter(index)}${letter(index / 26)}${letter(index / 676)}` },
    at: index,
  }));
  const sums = revenueOf(payments, [], 'ZZZ');
  expect(sums).toHaveLength(17_576);
  expect(sums[0]).toEqual({ currency: 'ZZZ', gross: '0.30', refunded: '0', net: '0.30', payments: 3, refunds: 0 });
  // One walk for each currency takes ten seconds and more.
});
