import { z } from 'zod';
import { operation } from '../operation.ts';
import { endpointParams, endpointSchema, endpointShape, presentEndpoint, toChange } from './_endpoints.ts';

export default operation({
  method: 'patch',
  path: '/v1/endpoints/{id}',
  tag: 'Endpoints',
  summary: 'Change an endpoint',
  description:
    'What is left out stays, null takes away. What waits goes the new way. A new secret counts at once; to let both sign for a day, rotate it.',
  scope: 'admin',
  params: endpointParams,
  body: z.strictObject(endpointShape),
  answers: {
    200: {
      description: 'The endpoint as it is now',
      schema: endpointSchema.extend({ signing_secret: z.string().optional().describe('Told this once') }),
    },
    409: { description: 'It is set by the operator, or the name is taken' },
  },
  async handle({ actor, params, body }, { actions }) {
    const set = await actions.endpoints.change(actor, params.id, toChange(body));
    const shown = presentEndpoint(set);
    return { status: 200, body: set.madeSecret === undefined ? shown : { ...shown, signing_secret: set.madeSecret } };
  },
});
