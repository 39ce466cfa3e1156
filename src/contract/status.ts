import { z } from 'zod';
import { iso } from '../lib/iso.ts';
import { type BotState, botStates } from '../model/bot-state.ts';
import { type EventCategory, eventCategories } from '../model/category.ts';
import type { ShownDestination } from '../model/destination.ts';
import type { LimitUse } from '../model/destination-kind.ts';
import { type Need, needSeverities, type WellBeing } from '../model/need.ts';
import type { DestinationCounts } from '../model/storage/reports.ts';
import { destinationSchema, presentDestination } from './destination.ts';
import { isoOrNull, time } from './parts.ts';

export interface DestinationOverview {
  destination: ShownDestination;
  /** The worst of its needs. */
  health: WellBeing | 'deleted';
  /** Keys of the routes that name it. */
  routes: string[];
  /** Those of them that are muted. */
  muted: string[];
  counts: Omit<DestinationCounts, 'destination'>;
  limit: LimitUse;
}

/** The overview of one store. Times are epoch milliseconds. */
export interface StoreOverview {
  store: string;
  name: string;
  /** `broken`: nothing gets through somewhere until a person acts; `attention`: something else needs one. */
  state: WellBeing;
  /** All that needs a person, the gravest first. */
  needs: Need[];
  destinations: readonly DestinationOverview[];
  unrouted: { count: number; oldestAt?: number | undefined };
  categories: {
    category: EventCategory;
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
  health: z.enum(['ok', ...needSeverities, 'deleted']).describe('The worst of its needs'),
  routes: z.array(z.string()).describe('Keys of the routes that name it'),
  muted: z.array(z.string()).describe('Those of them that are muted'),
  pending: z.int(),
  failed: z.int(),
  held: z.int().describe('May have arrived: a person looks, and replays them or not'),
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

export const needSchema = z.object({
  severity: z.enum(needSeverities),
  about: z.enum(['destination', 'source', 'installation']),
  what: z.string().describe('The thing as people call it'),
  reason: z.string(),
  since: time.nullable().describe('Null: nobody knows'),
  cure: z.string().describe('The next step for a person'),
});

export const statusSchema = z
  .object({
    store: z.string(),
    name: z.string(),
    state: z
      .enum(['ok', ...needSeverities])
      .describe('Broken: nothing gets through somewhere until a person acts. Attention: something else needs one'),
    needs: z.array(needSchema).describe('All that needs a person, the gravest first'),
    destinations: z.array(destinationStatusSchema),
    unrouted: z.object({ count: z.int().describe('Counted up to 10,000'), oldest_at: time.nullable() }),
    categories: z.array(
      z.object({
        category: z.enum(eventCategories),
        route: z.string().nullable(),
        muted: z.boolean().describe('Whether that route is muted'),
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
  health,
  routes,
  muted,
  counts,
  limit,
}: DestinationOverview): z.infer<typeof destinationStatusSchema> {
  return {
    ...presentDestination(destination),
    health,
    routes,
    muted,
    pending: counts.pending,
    failed: counts.failed,
    held: counts.held,
    delivered: counts.delivered,
    last_success_at: isoOrNull(counts.lastSuccessAt),
    last_failure_at: isoOrNull(counts.lastFailureAt),
    last_failure: counts.lastFailure ?? null,
    oldest_waiting_at: isoOrNull(counts.oldestWaiting?.at),
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
    needs: status.needs.map(({ since, ...need }) => ({ ...need, since: isoOrNull(since) })),
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
