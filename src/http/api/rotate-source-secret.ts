import { z } from 'zod';
import { sourceParams } from '../../contract/params.ts';
import { zodCodec } from '../../contract/schemas.ts';
import { rotatedSourceSecretSchema, sourceFields } from '../../contract/source.ts';
import { iso } from '../../lib/iso.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/sources/{source}/rotate-secret',
  tag: 'Sources',
  summary: 'Give a source a new secret',
  description: 'Those before it count for 24 hours more, so that the sender can be changed meanwhile.',
  scope: 'admin',
  params: sourceParams,
  body: z.strictObject({
    secret: zodCodec(sourceFields.secret.codec)
      .optional()
      .describe('Left out: Crier makes one up, where the platform makes none'),
  }),
  example: { secret: 'the-new-secret-of-tebex' },
  answers: {
    200: { description: 'The new secret, told this once', schema: rotatedSourceSecretSchema },
    409: { description: 'It is set by the operator, in the file' },
  },
  async handle({ actor, params, body }, { actions }) {
    const { secret, oldUntil } = await actions.sources.rotateSecret(actor, params.source, body.secret);
    return { status: 200, body: { secret, old_secrets_valid_until: iso(oldUntil) } };
  },
});
