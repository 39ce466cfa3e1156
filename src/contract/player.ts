import { z } from 'zod';
import { personSchema } from '../model/event.ts';
import { eventSchema } from './event.ts';
import { revenueSchema } from './stats.ts';

/** A player as the log knows them. */
export const playerSchema = z.object({
  player: personSchema,
  spent: z.array(revenueSchema),
  first_seen_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime(),
  counts: z.object({
    events: z.int(),
    purchases: z.int(),
    gifts_given: z.int(),
    gifts_received: z.int(),
    subscriptions: z.int(),
    errors: z.int(),
  }),
  events: z.array(eventSchema).describe('Newest first'),
  complete: z.boolean().describe('Whether all events were looked at; else the newest ones'),
});
