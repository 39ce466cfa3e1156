import { z } from 'zod';
import { presentEvent } from '../../contract/event.ts';
import { playerSchema } from '../../contract/player.ts';
import { iso } from '../../lib/iso.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/players/{name}',
  tag: 'Statistics',
  summary: 'What the log knows of a player',
  description: 'By the whole name, in any case of letters, or by the id on the platform or in the game.',
  scope: 'read',
  params: z.object({
    name: z
      .string()
      .min(1)
      .max(256)
      .meta({ examples: ['Steve'] }),
  }),
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
      schema: playerSchema,
    },
    503: { description: 'Too many searches and figures at once: wait for Retry-After' },
  },
  async handle({ actor, params, query, signal }, { actions }) {
    const report = await actions.players.get(actor, params.name, { ...query, signal });
    const { giftsGiven, giftsReceived, ...counts } = report.counts;
    return {
      status: 200,
      body: {
        player: report.player,
        spent: report.spent,
        first_seen_at: iso(report.firstSeenAt),
        last_seen_at: iso(report.lastSeenAt),
        counts: { ...counts, gifts_given: giftsGiven, gifts_received: giftsReceived },
        events: report.events.map(presentEvent),
        complete: report.isComplete,
      },
    };
  },
});
