import { z } from 'zod';
import { presentAccepted } from '../../contract/event.ts';
import { sourceParams } from '../../contract/params.ts';
import { testedSourceSchema } from '../../contract/source.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/sources/{source}/test',
  tag: 'Sources',
  summary: 'Send a sample of a platform through its source',
  description: 'As if the platform had sent it and had been believed; the source need not be switched on.',
  scope: 'admin',
  params: sourceParams,
  body: z.strictObject({ sample: z.string().max(200).optional().describe('Left out: the first one') }),
  example: { sample: 'payment.completed' },
  answers: {
    200: {
      description: 'The events that it became',
      schema: testedSourceSchema,
    },
  },
  async handle({ actor, params, body }, { actions }) {
    const { sample, accepted } = await actions.sources.test(actor, params.source, body.sample);
    return { status: 200, body: { sample, data: accepted.map(presentAccepted) } };
  },
});
