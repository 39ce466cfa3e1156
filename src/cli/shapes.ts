import { z } from 'zod';

// What the commands read of the API's answers.

export const acceptedShape = z.object({
  id: z.string(),
  duplicate: z.boolean(),
  deliveries: z.array(z.object({ id: z.string(), destination: z.string().nullable(), status: z.string() })),
});

const person = z.object({ name: z.string() }).optional();

export const deliveryShape = z.object({
  id: z.string(),
  event_id: z.string(),
  destination: z.string().nullable(),
  destination_name: z.string().nullable(),
  route: z.string().nullable(),
  status: z.string(),
  attempts_made: z.number(),
  next_attempt_at: z.string().nullable(),
  created_at: z.string(),
  reason: z.string().nullable(),
  message_url: z.string().nullable(),
});

export const attemptShape = z.object({
  number: z.number(),
  at: z.string(),
  outcome: z.string(),
  status_code: z.number().nullable(),
  code: z.number().nullable(),
  reason: z.string().nullable(),
  latency_ms: z.number(),
});

export const eventShape = z.object({
  id: z.string(),
  type: z.string(),
  category: z.string(),
  title: z.string().optional(),
  accepted_at: z.string(),
  player: person,
  recipient: person,
  amount: z.object({ value: z.string(), currency: z.string() }).optional(),
});

export const listShape = z.object({
  data: z.array(deliveryShape.extend({ event: eventShape })),
  next_cursor: z.string().nullable(),
});

export const eventReportShape = eventShape.extend({
  deliveries: z.array(deliveryShape.extend({ attempts: z.array(attemptShape) })),
});

export const deliveryReportShape = deliveryShape.extend({ event: eventShape, attempts: z.array(attemptShape) });

const destination = z.object({
  label: z.string(),
  name: z.string().nullable(),
  state: z.string(),
  problem: z.string().nullable(),
});

export const statusShape = z.object({
  store: z.string(),
  name: z.string(),
  state: z.string(),
  needs: z.array(z.string()),
  destinations: z.array(
    destination.extend({
      routes: z.array(z.string()),
      kind: z.string(),
      pending: z.number(),
      failed: z.number(),
      delivered: z.number(),
      last_success_at: z.string().nullable(),
      oldest_waiting_at: z.string().nullable(),
      limit: z.object({ text: z.string(), closed_for_ms: z.number(), cause: z.string().nullable() }),
    }),
  ),
  categories: z.array(
    z.object({ category: z.string(), route: z.string().nullable(), last_hour: z.number(), last_day: z.number() }),
  ),
  bot: z.string().nullable(),
  version: z.string(),
  started_at: z.string(),
});

export const keyShape = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  categories: z.array(z.string()).nullable(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
});

export const sourceShape = z.object({
  id: z.string(),
  title: z.string(),
  enabled: z.boolean(),
  address: z.string(),
  link: z.string(),
  secret_name: z.string(),
  secret_from: z.string(),
  username: z.string().nullable(),
  category: z.string().nullable(),
  setup: z.array(z.string()),
  events: z.array(z.object({ platform: z.string(), type: z.string(), category: z.string() })),
  samples: z.array(z.string()),
  last_received_at: z.string().nullable(),
  refused: z.number(),
});
