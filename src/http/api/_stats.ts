import { z } from 'zod';
import type { Stats } from '../../actions/stats/get-stats.ts';
import { categories } from '../../model/category.ts';

const money = z.string().describe('A decimal number, exact');
const ranked = z.object({ name: z.string(), revenue: money, count: z.int() });

export const revenueSchema = z
  .object({
    currency: z.string(),
    gross: money,
    refunded: money,
    net: money,
    payments: z.int(),
    refunds: z.int(),
  })
  .meta({ id: 'Revenue' });

export const statsSchema = z
  .object({
    since: z.iso.datetime(),
    until: z.iso.datetime(),
    currency: z.string().describe("The store's: of the revenue of packages, players and buckets"),
    total: z.int().describe('Events of every kind'),
    revenue: z.array(revenueSchema),
    refund_rate: z.number().nullable().describe('Refunds for each payment; null without payments'),
    categories: z.array(z.object({ category: z.enum(categories), count: z.int() })),
    packages: z.array(ranked).describe('The best five'),
    players: z.array(ranked).describe('The best five'),
    failures: z.array(z.object({ type: z.string(), count: z.int() })),
    unit: z.enum(['hour', 'day']),
    buckets: z.array(
      z.object({
        start: z.iso.datetime(),
        events: z.int(),
        failures: z.int(),
        payments: z.int(),
        revenue: money,
        refunded: money,
      }),
    ),
  })
  .meta({ id: 'Stats' });

/** The figures of a store as the API shows them. */
export function presentStats({ from, to, refundRate, buckets, ...rest }: Stats): z.infer<typeof statsSchema> {
  return {
    since: new Date(from).toISOString(),
    until: new Date(to).toISOString(),
    ...rest,
    refund_rate: refundRate ?? null,
    buckets: buckets.map((bucket) => ({ ...bucket, start: new Date(bucket.start).toISOString() })),
  };
}
