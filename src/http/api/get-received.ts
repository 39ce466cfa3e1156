import { z } from 'zod';
import { presentReceived, receivedSchema } from '../../contract/received.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/sources/{source}/requests/{id}',
  tag: 'Sources',
  summary: 'One request as the platform sent it',
  description: 'Kept encrypted, and dropped by its age (retention.received, 30 days). It may hold data of a buyer.',
  scope: 'admin',
  params: z.object({
    source: z.string().meta({ description: 'Such as tebex', examples: ['tebex'] }),
    id: z
      .string()
      .regex(/^req_[0-9a-f]{32}$/, 'expected an id such as req_…')
      .meta({ examples: ['req_019c1f8e4d2a70008000000000000001'] }),
  }),
  answers: {
    200: {
      description: 'The request',
      schema: receivedSchema.extend({
        headers: z.record(z.string(), z.string()).describe('Those with credentials are masked'),
        query: z.record(z.string(), z.string()),
        body: z.string().nullable().describe('Null where it was too large to keep'),
      }),
    },
  },
  async handle({ actor, params }, { actions }) {
    const { headers, query, body, ...receipt } = await actions.sources.getReceived(actor, params.source, params.id);
    return { status: 200, body: { ...presentReceived(receipt), headers, query, body: body ?? null } };
  },
});
