import { z } from 'zod';
import { destinationSchema } from '../../contract/destination.ts';
import { scopes } from '../../model/api-key.ts';
import { botStates } from '../../model/bot-state.ts';
import { categories } from '../../model/category.ts';
import { deliveryStatuses } from '../../model/delivery.ts';
import { amountSchema, fieldSchema, linkSchema, personSchema, severities } from '../../model/event.ts';

// The shapes that the API answers: what presenters make and what the OpenAPI document shows.

const time = z.iso.datetime().describe('RFC 3339, UTC');

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable; see the list of codes'),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export const acceptedSchema = z
  .object({
    id: z.string(),
    status: z.literal('accepted'),
    duplicate: z.boolean(),
    deliveries: z.array(
      z.object({ id: z.string(), destination: z.string().nullable(), status: z.enum(deliveryStatuses) }),
    ),
  })
  .meta({ id: 'Accepted' });

export const eventSchema = z
  .object({
    id: z.string(),
    type: z.string(),
    category: z.enum(categories),
    severity: z.enum(severities),
    sender_id: z.string().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    url: z.string().optional(),
    occurred_at: time,
    accepted_at: time,
    player: personSchema.optional(),
    recipient: personSchema.optional(),
    amount: amountSchema.optional(),
    fields: z.array(fieldSchema).optional(),
    links: z.array(linkSchema).optional(),
    application: z.string().optional(),
    correlation_id: z.string().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Event' });

export const attemptSchema = z
  .object({
    id: z.string(),
    number: z.int(),
    at: time,
    outcome: z.enum(['delivered', 'retry', 'rate_limited', 'uncertain', 'amend', 'refused', 'gone']),
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

export const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.enum(scopes)),
    categories: z.array(z.enum(categories)).nullable(),
    created_at: time,
    last_used_at: time.nullable(),
    revoked_at: time.nullable(),
    provisioned_by: z.string().nullable(),
  })
  .meta({ id: 'ApiKey' });

export const statusSchema = z
  .object({
    store: z.string(),
    name: z.string(),
    state: z.enum(['ok', 'attention']),
    needs: z.array(z.string()).describe('What needs a person, with the cure'),
    destinations: z.array(
      destinationSchema.extend({
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
      }),
    ),
    unrouted: z.object({ count: z.int().describe('Counted up to 10,000'), oldest_at: time.nullable() }),
    categories: z.array(
      z.object({
        category: z.enum(categories),
        route: z.string().nullable(),
        last_hour: z.int(),
        last_day: z.int(),
      }),
    ),
    bot: z.enum(botStates).nullable().describe('How the Discord bot stands; null: there is none'),
    version: z.string(),
    started_at: time,
  })
  .meta({ id: 'Status' });

/** The parameters that filter deliveries, in a query or in the body of a bulk replay. */
export const filterShape = {
  status: z.enum(deliveryStatuses).optional(),
  category: z.enum(categories).optional(),
  type: z.string().max(100).optional(),
  destination: z.string().max(100).optional().describe('Id of a destination, dst_…, or the name of an endpoint'),
  since: z.iso.datetime({ offset: true, error: 'expected a time of RFC 3339' }).optional(),
  until: z.iso.datetime({ offset: true, error: 'expected a time of RFC 3339' }).optional(),
  q: z.string().min(1).max(200).optional().describe('Words: player, ids, title'),
};

const filterSchema = z.object(filterShape);

/** A filter as the store takes it. */
export function toFilter({ since, until, ...rest }: z.infer<typeof filterSchema>) {
  return {
    ...rest,
    since: since === undefined ? undefined : Date.parse(since),
    until: until === undefined ? undefined : Date.parse(until),
  };
}

export const idParams = (kind: 'evt' | 'dlv' | 'key') =>
  z.object({ id: z.string().regex(new RegExp(`^${kind}_[0-9a-z]{1,64}$`), `expected an id such as ${kind}_…`) });

export const keyParams = z.object({ key: z.string().min(1).max(100) });
