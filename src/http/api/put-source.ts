import { sourceParams } from '../../contract/params.ts';
import { wholeBody } from '../../contract/schemas.ts';
import { sourceFields, sourceSetSchema } from '../../contract/source.ts';
import { operation } from '../operation.ts';
import { showSource } from './_show-source.ts';

export default operation({
  method: 'put',
  path: '/v1/sources/{source}',
  tag: 'Sources',
  summary: 'Switch a source on, or change it',
  description:
    'The secret is the one that the platform shows; where Crier makes it up, leave it out and read it in the answer, this once. The source becomes what is sent: a user name, category or webhooks that are left out are taken away, the secret alone stays.',
  scope: 'admin',
  params: sourceParams,
  body: wholeBody(sourceFields),
  example: { secret: 'whsec_test_secret' },
  answers: {
    200: { description: 'The source as it is now', schema: sourceSetSchema },
    409: { description: 'It is set by the operator, in the file' },
  },
  async handle({ actor, params, body, request }, { actions, publicUrl }) {
    const set = await actions.sources.set(actor, params.source, body);
    const shown = showSource(set, { actor, request, publicUrl });
    return { status: 200, body: set.madeSecret === undefined ? shown : { ...shown, secret: set.madeSecret } };
  },
});
