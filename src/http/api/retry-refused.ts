import { z } from 'zod';
import { operation } from '../operation.ts';
import { sourceParams } from './_sources.ts';

export default operation({
  method: 'post',
  path: '/v1/sources/{source}/refused/retry',
  tag: 'Sources',
  summary: 'Look at the refused requests of a source again',
  description: 'After its secret was corrected: what is believed now becomes events, as if it had been all along.',
  scope: 'admin',
  params: sourceParams,
  answers: {
    200: {
      description: 'How many are believed now, and how many are still refused',
      schema: z.object({ believed: z.int(), refused: z.int() }),
    },
  },
  async handle({ actor, params }, { actions }) {
    return { status: 200, body: { ...(await actions.sources.retryRefused(actor, params.source)) } };
  },
});
