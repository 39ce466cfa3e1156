import { z } from 'zod';
import { bulkReplaySchema, filterShape, toFilter } from '../../contract/delivery.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/deliveries/replay',
  tag: 'Deliveries',
  summary: 'Deliver again all that match a filter',
  description:
    'Without a status: what failed. At most 10,000 at once; above 100 the answer is 409 until "confirm" says how many.',
  scope: 'admin',
  body: z.strictObject({
    ...filterShape,
    dry_run: z.boolean().default(false).describe('Only count'),
    confirm: z.int().optional().describe('How many are to be replayed, where there are more than 100'),
  }),
  example: { status: 'failed', since: '2026-01-31T00:00:00Z', dry_run: true },
  answers: {
    200: {
      description: 'How many matched and how many were put back',
      schema: bulkReplaySchema,
    },
    409: { description: 'More than 100 match: confirm' },
    422: { description: 'The search takes too long: choose a shorter time' },
    503: { description: 'Too many searches and figures at once: wait for Retry-After' },
  },
  async handle({ actor, body, signal }, { actions }) {
    const { dry_run: dryRun, confirm, ...filter } = body;
    const done = await actions.deliveries.replayAll(actor, toFilter(filter), { dryRun, confirm, signal });
    return { status: 200, body: { matched: done.matched, replayed: done.replayed, dry_run: done.dryRun } };
  },
});
