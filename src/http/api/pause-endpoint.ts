import { z } from 'zod';
import { duration } from '../../contract/codecs.ts';
import { endpointSchema, presentEndpoint } from '../../contract/endpoint.ts';
import { endpointParams } from '../../contract/params.ts';
import { zodCodec } from '../../contract/schemas.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/endpoints/{id}/pause',
  tag: 'Endpoints',
  summary: 'Stop an endpoint for a while',
  description: 'What comes for it waits, and goes out when it is resumed.',
  scope: 'admin',
  params: endpointParams,
  body: z.strictObject({
    for: zodCodec(duration).optional().describe('Such as "2h"; left out: until it is resumed'),
  }),
  example: { for: '2h' },
  answers: { 200: { description: 'The endpoint as it is now', schema: endpointSchema } },
  async handle({ actor, params, body }, { actions }) {
    return { status: 200, body: presentEndpoint(await actions.endpoints.pause(actor, params.id, body.for)) };
  },
});
