import { z } from 'zod';
import { categories } from '../../model/category.ts';
import { operation } from '../operation.ts';
import { presentSource, sourceParams, sourceSchema } from './_sources.ts';

export default operation({
  method: 'put',
  path: '/v1/sources/{source}',
  tag: 'Sources',
  summary: 'Switch a source on, or change it',
  description:
    'The secret is the one that the platform shows; where Crier makes it up, leave it out and read it in the answer, this once.',
  scope: 'admin',
  params: sourceParams,
  body: z.strictObject({
    secret: z.string().min(1).max(500).optional().describe('Left out: the one that is set stays'),
    keep_previous: z
      .boolean()
      .default(false)
      .describe('The secrets before it stay valid, while the platform still uses them'),
    username: z.string().min(1).max(100).optional().describe('For HTTP Basic; left out: any'),
    category: z.enum(categories).optional().describe('For platforms that know none'),
  }),
  answers: {
    200: {
      description: 'The source as it is now',
      schema: sourceSchema.extend({ secret: z.string().optional().describe('Made by Crier, told this once') }),
    },
    409: { description: 'It is set by the operator, in the file' },
  },
  async handle({ actor, params, body, request }, { actions, publicUrl }) {
    const set = await actions.sources.set(actor, params.source, {
      secret: body.secret,
      keepPrevious: body.keep_previous,
      username: body.username,
      category: body.category,
    });
    const shown = presentSource(set, actor.store, { publicUrl, request });
    return { status: 200, body: set.madeSecret === undefined ? shown : { ...shown, secret: set.madeSecret } };
  },
});
