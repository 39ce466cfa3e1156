import { z } from 'zod';
import { retryPresets } from '../../model/retry-presets.ts';
import { operation } from '../operation.ts';
import { endpointSchema, endpointShape, presentEndpoint, toChange } from './_endpoints.ts';

export default operation({
  method: 'post',
  path: '/v1/endpoints',
  tag: 'Endpoints',
  summary: 'Make an endpoint: a custom outbound webhook',
  description:
    'From now on every event that it wants is posted to its address, beside the message in Discord. What a receiver gets is described at /docs/endpoints.',
  scope: 'admin',
  body: z.strictObject({ ...endpointShape, url: endpointShape.url.unwrap() }),
  answers: {
    201: {
      description: 'The endpoint; with its secret, where Crier made it up',
      schema: endpointSchema.extend({ signing_secret: z.string().optional().describe('Told this once') }),
    },
    409: { description: 'The name is taken' },
  },
  async handle({ actor, body }, { actions }) {
    const { schedule = retryPresets.standard.delays, ...wanted } = toChange(body);
    const set = await actions.endpoints.add(actor, { ...wanted, url: body.url, schedule });
    const shown = presentEndpoint(set);
    return { status: 201, body: set.madeSecret === undefined ? shown : { ...shown, signing_secret: set.madeSecret } };
  },
});
