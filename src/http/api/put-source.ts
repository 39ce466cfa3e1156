import { sourceParams } from '../../contract/params.ts';
import { wholeBody } from '../../contract/schemas.ts';
import { sourceFields } from '../../contract/source.ts';
import { operation } from '../operation.ts';
import { setSource, sourceSetAnswers } from './_set-source.ts';

export default operation({
  method: 'put',
  path: '/v1/sources/{source}',
  tag: 'Sources',
  summary: 'Switch a source on, or change it',
  description:
    'The secret is the one that the platform shows; where Crier makes it up, leave it out and read it in the answer, this once. The source becomes what is sent: a user name or category that is left out is taken away, the secret alone stays.',
  scope: 'admin',
  params: sourceParams,
  body: wholeBody(sourceFields),
  answers: sourceSetAnswers,
  handle: ({ actor, params, body, request }, context) => setSource(context, { actor, request }, params.source, body),
});
