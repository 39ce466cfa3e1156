import { z } from 'zod';
import { parseDuration } from '../../lib/duration.ts';
import { operation } from '../operation.ts';
import { endpointParams, endpointSchema, presentEndpoint } from './_endpoints.ts';

export default operation({
  method: 'post',
  path: '/v1/endpoints/{id}/pause',
  tag: 'Endpoints',
  summary: 'Stop an endpoint for a while',
  description: 'What comes for it waits, and goes out when it is resumed.',
  scope: 'admin',
  params: endpointParams,
  body: z.strictObject({
    for: z
      .string()
      .refine((text) => (parseDuration(text) ?? 0) > 0, { error: 'expected a duration such as "30m" or "2h"' })
      .optional()
      .describe('Such as "2h"; left out: until it is resumed'),
  }),
  answers: { 200: { description: 'The endpoint as it is now', schema: endpointSchema } },
  async handle({ actor, params, body }, { actions }) {
    const forMs = body.for === undefined ? undefined : parseDuration(body.for);
    return { status: 200, body: presentEndpoint(await actions.endpoints.pause(actor, params.id, forMs)) };
  },
});
