import { z } from 'zod';
import { iso } from '../lib/iso.ts';
import { type BotState, botStates } from '../model/bot-state.ts';
import { type Category, categories } from '../model/category.ts';
import type { ShownDestination } from '../model/destination.ts';
import type { LimitUse } from '../model/destination-kind.ts';
import type { DestinationCounts } from '../model/storage/reports.ts';
import { destinationSchema, presentDestination } from './destination.ts';
import { isoOrNull, time } from './parts.ts';

export interface DestinationOverview {
  destination: ShownDestination;
  /** Keys of the routes that lead to it, also of those that take it from another. */
  routes: string[];
  counts: Omit<DestinationCounts, 'destination'>;
  limit: LimitUse;
}

/** The overview of one store. Times are epoch milliseconds. */
export interface StoreOverview {
  store: string;
  name: string;
  /** `attention`: something is broken, failed lately, or waits without a route. */
  state: 'ok' | 'attention';
  /** The needs for a person, in words, with the cure. */
  needs: string[];
  destinations: readonly DestinationOverview[];
  unrouted: { count: number; oldestAt?: number | undefined };
  categories: {
    category: Category;
    route?: string | undefined;
    isMuted: boolean;
    lastHour: number;
    lastDay: number;
  }[];
  about: { version: string; startedAt: number; now: number };
  /** Undefined where there is none. */
  bot: BotState | undefined;
}

export const destinationStatusSchema = destinationSchema.extend({
  routes: z.array(z.string()),
  pending: z.int(),
  failed: z.int(),
  delivered: z.int(),
  last_success_at: time.nullable(),
  last_failure_at: time.nullable(),
  last_failure: z.string().nullable(),
  oldest_waiting_at: time.nullable(),
  limit: z.object({
    used: z.number().describe('0 to 1'),
    text: z.string(),
    closed_for_ms: z.int(),
    cause: z.string().nullable(),
  }),
});

export const statusSchema = z
  .object({
    store: z.string(),
    name: z.string(),
    state: z.enum(['ok', 'attention']),
    needs: z.array(z.string()).describe('What needs a person, with the cure'),
    destinations: z.array(destinationStatusSchema),
    unrouted: z.object({ count: z.int().describe('Counted up to 10,000'), oldest_at: time.nullable() }),
    categories: z.array(
      z.object({
        category: z.enum(categories),
        route: z.string().nullable(),
        muted: z.boolean().describe('Whether its events are recorded without being sent'),
        last_hour: z.int(),
        last_day: z.int(),
      }),
    ),
    bot: z.enum(botStates).nullable().describe('How the Discord bot stands; null: there is none'),
    version: z.string(),
    started_at: time,
  })
  .meta({ id: 'Status' });

function presentDestinationStatus({
  destination,
  routes,
  counts,
  limit,
}: DestinationOverview): z.infer<typeof destinationStatusSchema> {
  return {
    ...presentDestination(destination),
    routes,
    pending: counts.pending,
    failed: counts.failed,
    delivered: counts.delivered,
    last_success_at: isoOrNull(counts.lastSuccessAt),
    last_failure_at: isoOrNull(counts.lastFailureAt),
    last_failure: counts.lastFailure ?? null,
    oldest_waiting_at: isoOrNull(counts.oldestWaitingAt),
    limit: {
      used: limit.used,
      text: limit.text,
      closed_for_ms: Math.ceil(limit.closedForMs),
      cause: limit.cause ?? null,
    },
  };
}

/** The overview of a store as the API answers it. */
export function presentStatus(status: StoreOverview): z.infer<typeof statusSchema> {
  const { unrouted, about } = status;
  return {
    store: status.store,
    name: status.name,
    state: status.state,
    needs: status.needs,
    destinations: status.destinations.map(presentDestinationStatus),
    unrouted: { count: unrouted.count, oldest_at: isoOrNull(unrouted.oldestAt) },
    categories: status.categories.map(({ category, route, isMuted, lastHour, lastDay }) => ({
      category,
      route: route ?? null,
      muted: isMuted,
      last_hour: lastHour,
      last_day: lastDay,
    })),
    bot: status.bot ?? null,
    version: about.version,
    started_at: iso(about.startedAt),
  };
}
