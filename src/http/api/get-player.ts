import { z } from 'zod';
import { personSchema } from '../../model/event.ts';
import { operation } from '../operation.ts';
import { presentEvent } from './_present.ts';
import { eventSchema } from './_schemas.ts';
import { revenueSchema } from './_stats.ts';

export default operation({
  method: 'get',
  path: '/v1/players/{name}',
  tag: 'Statistics',
  summary: 'What the log knows of a player',
  description: 'By the whole name, in any case of letters, or by the id on the platform or in the game.',
  scope: 'read',
  params: z.object({ name: z.string().min(1).max(256) }),
  query: z.strictObject({
    limit: z.coerce
      .number({ error: 'expected 1 to 50' })
      .int()
      .min(1)
      .max(50)
      .default(10)
      .describe('Of the newest events'),
  }),
  answers: {
    200: {
      description: 'The player',
      schema: z.object({
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
        complete: z.boolean().describe('Whether all events were looked at; else the newest 5,000'),
      }),
    },
  },
  async handle({ actor, params, query }, { actions }) {
    const report = await actions.players.get(actor, params.name, query);
    const { giftsGiven, giftsReceived, ...counts } = report.counts;
    return {
      status: 200,
      body: {
        player: report.player,
        spent: report.spent,
        first_seen_at: new Date(report.firstSeenAt).toISOString(),
        last_seen_at: new Date(report.lastSeenAt).toISOString(),
        counts: { ...counts, gifts_given: giftsGiven, gifts_received: giftsReceived },
        events: report.events.map(presentEvent),
        complete: report.isComplete,
      },
    };
  },
});
