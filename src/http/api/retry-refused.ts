import { sourceParams } from '../../contract/params.ts';
import { retriedSchema } from '../../contract/received.ts';
import { operation } from '../operation.ts';

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
      schema: retriedSchema,
    },
  },
  async handle({ actor, params }, { actions }) {
    return { status: 200, body: { ...(await actions.sources.retryRefused(actor, params.source)) } };
  },
});
