import { z } from 'zod';
import { filterShape } from '../../contract/delivery.ts';
import { presentStats, statsSchema } from '../../contract/stats.ts';
import { CrierError } from '../../model/errors.ts';
import { operation } from '../operation.ts';

const dayMs = 86_400_000;
const periods = { '24h': dayMs, '7d': 7 * dayMs, '30d': 30 * dayMs };

export default operation({
  method: 'get',
  path: '/v1/stats',
  tag: 'Statistics',
  summary: 'The figures of the store for a time',
  description:
    'Revenue, refunds, the best packages and players, failures, and a chart: hours for up to two days, else days of the time zone of the store. Events count when they happened, and not at all where the demo, a sample or a test made them. A payment that several events tell of counts once. What takes longer than ten seconds to count is refused: choose a shorter time.',
  scope: 'read',
  query: z.strictObject({
    period: z.enum(['24h', '7d', '30d']).optional().describe('Up to now; default: 24h'),
    since: filterShape.since.describe('Instead of a period; with until'),
    until: filterShape.until.describe('Default: now'),
  }),
  answers: {
    200: { description: 'The figures', schema: statsSchema },
    422: { description: 'Too much happened in this time: choose a shorter one' },
    503: { description: 'Too many searches and figures at once: wait for Retry-After' },
  },
  async handle({ actor, query: { period, since, until }, signal }, { actions, clock }) {
    if (period !== undefined && (since !== undefined || until !== undefined)) {
      throw new CrierError('invalid_request', 'Give a period, or since and until, not both.', {
        errors: [{ path: 'period', message: 'expected it alone' }],
      });
    }
    const to = until === undefined ? clock.now() : Date.parse(until);
    const from = since === undefined ? to - periods[period ?? '24h'] : Date.parse(since);
    return { status: 200, body: presentStats(await actions.stats.get(actor, { from, to, signal })) };
  },
});
