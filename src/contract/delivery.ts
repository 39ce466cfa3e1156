import { z } from 'zod';
import { iso } from '../lib/iso.ts';
import { eventCategories } from '../model/category.ts';
import { type Attempt, type Delivery, deliveryStatuses } from '../model/delivery.ts';
import type { ShownDestination } from '../model/destination.ts';
import { destinationName } from '../model/destination-name.ts';
import type { OutcomeKind } from '../model/outcome.ts';
import { eventSchema } from './event.ts';
import { isoOrNull, time } from './parts.ts';

const outcomes = [
  'delivered',
  'retry',
  'rate_limited',
  'uncertain',
  'amend',
  'refused',
  'gone',
] as const satisfies readonly OutcomeKind[];

export const attemptSchema = z
  .object({
    id: z.string(),
    number: z.int(),
    at: time,
    outcome: z.enum(outcomes),
    status_code: z.int().nullable(),
    code: z.int().nullable().describe("Discord's error code"),
    reason: z.string().nullable(),
    latency_ms: z.int(),
    message_id: z.string().nullable(),
    message: z.unknown().describe('The message as it was sent'),
  })
  .meta({ id: 'Attempt' });

export const deliverySchema = z
  .object({
    id: z.string(),
    event_id: z.string(),
    destination: z.string().nullable(),
    destination_name: z.string().nullable().describe('For people: what its owner or Discord calls it'),
    route: z.string().nullable(),
    status: z.enum(deliveryStatuses),
    attempts_made: z.int(),
    next_attempt_at: time.nullable(),
    created_at: time,
    settled_at: time.nullable(),
    reason: z.string().nullable(),
    message_url: z.string().nullable(),
    replay_of: z.string().nullable(),
  })
  .meta({ id: 'Delivery' });

export const deliveryWithEventSchema = deliverySchema.extend({ event: eventSchema }).meta({ id: 'DeliveryWithEvent' });

export const deliveryWithAttemptsSchema = deliveryWithEventSchema
  .extend({ attempts: z.array(attemptSchema) })
  .meta({ id: 'DeliveryWithAttempts' });

export const eventWithDeliveriesSchema = eventSchema.extend({
  deliveries: z.array(deliverySchema.extend({ attempts: z.array(attemptSchema) })),
});

/** A page of the log. */
export const deliveryPageSchema = z.object({
  data: z.array(deliveryWithEventSchema),
  next_cursor: z.string().nullable(),
});

/** A delivery as the API answers it. @param destination its own; undefined where no route leads anywhere. */
export function presentDelivery(
  delivery: Delivery,
  destination: ShownDestination | undefined,
): z.infer<typeof deliverySchema> {
  return {
    id: delivery.id,
    event_id: delivery.eventId,
    destination: delivery.destination ?? null,
    destination_name: destination === undefined ? null : destinationName(destination),
    route: delivery.routeKey ?? null,
    status: delivery.status,
    attempts_made: delivery.attempts,
    next_attempt_at: isoOrNull(delivery.nextAttemptAt),
    created_at: iso(delivery.createdAt),
    settled_at: isoOrNull(delivery.settledAt),
    reason: delivery.reason ?? null,
    message_url: delivery.messageUrl ?? null,
    replay_of: delivery.replayOf ?? null,
  };
}

/** An attempt as the API answers it. */
export function presentAttempt(attempt: Attempt): z.infer<typeof attemptSchema> {
  return {
    id: attempt.id,
    number: attempt.number,
    at: iso(attempt.at),
    outcome: attempt.outcome,
    status_code: attempt.statusCode ?? null,
    code: attempt.code ?? null,
    reason: attempt.reason ?? null,
    latency_ms: attempt.latencyMs,
    message_id: attempt.messageId ?? null,
    message: attempt.message ?? null,
  };
}

const moment = z.iso.datetime({ offset: true, error: 'expected a time of RFC 3339' });

/** The filter of deliveries, in a query or in the body of a bulk replay. */
export const filterShape = {
  status: z.enum(deliveryStatuses).optional(),
  category: z.enum(eventCategories).optional(),
  type: z.string().max(100).optional(),
  destination: z.string().max(100).optional().describe('Id of a destination, dst_…, or the name of an endpoint'),
  since: moment.optional(),
  until: moment.optional(),
  q: z.string().min(1).max(200).optional().describe('Words: player, ids, title, goods'),
};

const filterSchema = z.object(filterShape);

/** A filter with its times as epoch milliseconds. */
export function toFilter({ since, until, ...rest }: z.infer<typeof filterSchema>) {
  return {
    ...rest,
    since: since === undefined ? undefined : Date.parse(since),
    until: until === undefined ? undefined : Date.parse(until),
  };
}

/** A delivery that was put back, or repeated as a new one. */
export const replayedSchema = z.object({
  id: z.string(),
  replay_of: z.string().nullable(),
  status: z.literal('pending'),
});

/** Counts of the deliveries that matched a filter and were put back. */
export const bulkReplaySchema = z.object({ matched: z.int(), replayed: z.int(), dry_run: z.boolean() });
