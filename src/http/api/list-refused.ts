import { z } from 'zod';
import { operation } from '../operation.ts';
import { sourceParams } from './_sources.ts';

const refusedSchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    cause: z.enum(['missing', 'wrong', 'stale', 'unreadable']),
    detail: z.string().describe('What was found, and what is likely to be behind it'),
    headers: z.record(z.string(), z.string()).describe('Those with credentials are masked'),
  })
  .meta({ id: 'RefusedRequest' });

export default operation({
  method: 'get',
  path: '/v1/sources/{source}/refused',
  tag: 'Sources',
  summary: 'The last hundred requests that a source did not take, and why',
  scope: 'read',
  params: sourceParams,
  answers: {
    200: {
      description: 'The refused requests, newest first',
      schema: z.object({ data: z.array(refusedSchema), next_cursor: z.null() }),
    },
  },
  async handle({ actor, params }, { actions }) {
    const refused = await actions.sources.listRefused(actor, params.source);
    const data = refused.map((one) => ({ ...one, at: new Date(one.at).toISOString() }));
    return { status: 200, body: { data, next_cursor: null } };
  },
});
