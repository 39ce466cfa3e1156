import { z } from 'zod';
import { rotatedSecretSchema } from '../../contract/endpoint.ts';
import { endpointFields } from '../../contract/endpoint-fields.ts';
import { endpointParams } from '../../contract/params.ts';
import { zodCodec } from '../../contract/schemas.ts';
import { iso } from '../../lib/iso.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/endpoints/{id}/rotate-secret',
  tag: 'Endpoints',
  summary: 'Give an endpoint a new secret',
  description: 'The old one goes on signing for 24 hours, so that the receiver can be changed meanwhile.',
  scope: 'admin',
  params: endpointParams,
  body: z.strictObject({
    secret: zodCodec(endpointFields.secret.codec).optional().describe('Left out: Crier makes one up'),
  }),
  example: {},
  answers: {
    200: { description: 'The new secret, told this once', schema: rotatedSecretSchema },
    409: { description: 'It is set by the operator, or signs nothing' },
  },
  async handle({ actor, params, body }, { actions }) {
    const { secret, oldUntil } = await actions.endpoints.rotateSecret(actor, params.id, body.secret);
    return {
      status: 200,
      body: { signing_secret: secret, old_secret_valid_until: iso(oldUntil) },
    };
  },
});
