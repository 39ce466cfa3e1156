import { expect, test } from 'vitest';
import { RevenueSums } from '../../src/stats/sums.ts';

test('sums by currency take one walk, however many currencies there are', () => {
  const letter = (index: number) => String.fromCharCode(65 + (index % 26));
  const added = new RevenueSums();
  for (let index = 0; index < 60_000; index += 1) {
    const currency = `${letter(index)}${letter(index / 26)}${letter(index / 676)}`;
    added.pay({ value: '0.10', currency });
  }
  const sums = added.revenue('ZZZ');
  expect(sums).toHaveLength(17_576);
  expect(sums[0]).toEqual({ currency: 'ZZZ', gross: '0.30', refunded: '0', net: '0.30', payments: 3, refunds: 0 });
  // One walk for each currency takes ten seconds and more.
});
