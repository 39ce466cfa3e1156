import { z } from 'zod';
import { iso } from '../lib/iso.ts';
import { eventCategories } from '../model/category.ts';

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

const bucketSchema = z.object({
  start: z.iso.datetime(),
  events: z.int(),
  failures: z.int(),
  payments: z.int(),
  revenue: money,
  refunded: money,
});

export const statsSchema = z
  .object({
    since: z.iso.datetime(),
    until: z.iso.datetime(),
    currency: z.string().describe("The store's: of the revenue of packages, players and buckets"),
    total: z.int().describe('Events of every kind'),
    revenue: z.array(revenueSchema),
    refund_rate: z.number().nullable().describe('Refunds for each payment; null without payments'),
    categories: z.array(z.object({ category: z.enum(eventCategories), count: z.int() })),
    packages: z.array(ranked).describe('The best five'),
    players: z.array(ranked).describe('The best five'),
    failures: z.array(z.object({ type: z.string(), count: z.int() })),
    unit: z.enum(['hour', 'day']),
    buckets: z.array(bucketSchema),
  })
  .meta({ id: 'Stats' });

type StatsAnswer = z.infer<typeof statsSchema>;

/** The figures with their times as epoch milliseconds. */
interface Figures extends Omit<StatsAnswer, 'since' | 'until' | 'refund_rate' | 'buckets'> {
  from: number;
  to: number;
  refundRate: number | undefined;
  buckets: (Omit<z.infer<typeof bucketSchema>, 'start'> & { start: number })[];
}

/** The figures of a store as the API answers them. */
export function presentStats({ from, to, refundRate, buckets, ...rest }: Figures): StatsAnswer {
  return {
    since: iso(from),
    until: iso(to),
    ...rest,
    refund_rate: refundRate ?? null,
    buckets: buckets.map((bucket) => ({ ...bucket, start: iso(bucket.start) })),
  };
}
