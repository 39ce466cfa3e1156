import { z } from 'zod';
import { eventCategories } from '../model/category.ts';
import { deliveryStatuses } from '../model/delivery.ts';
import { amountSchema, type Event, fieldSchema, linkSchema, personSchema, severities } from '../model/event.ts';
import { eventJson } from '../model/event-json.ts';
import type { AcceptedEvent } from '../model/storage/events.ts';
import { time } from './parts.ts';

export const eventSchema = z
  .object({
    id: z.string(),
    type: z.string(),
    category: z.enum(eventCategories),
    severity: z.enum(severities),
    sender_id: z.string().optional(),
    is_test: z
      .literal(true)
      .optional()
      .describe('Made to try things, by the demo, a sample or a test: no figure counts it'),
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

/** The body that an endpoint gets without a template. */
export const envelopeSchema = eventSchema
  .extend({ timestamp: time, store: z.string() })
  .meta({ id: 'EventEnvelope', description: 'The event as it was posted, complete' });

/** An event as the API answers it. */
export function presentEvent(event: Event): z.infer<typeof eventSchema> {
  return eventJson(event);
}

/** An event that was accepted. */
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

/** An accepted event as the API answers it. */
export function presentAccepted({ id, duplicate, deliveries }: AcceptedEvent): z.infer<typeof acceptedSchema> {
  return {
    id,
    status: 'accepted',
    duplicate,
    deliveries: deliveries.map((delivery) => ({
      id: delivery.id,
      destination: delivery.destination ?? null,
      status: delivery.status,
    })),
  };
}
