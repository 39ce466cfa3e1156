import { sourceParams } from '../../contract/params.ts';
import { changeBody } from '../../contract/schemas.ts';
import { sourceFields } from '../../contract/source.ts';
import { operation } from '../operation.ts';
import { setSource, sourceSetAnswers } from './_set-source.ts';

export default operation({
  method: 'patch',
  path: '/v1/sources/{source}',
  tag: 'Sources',
  summary: 'Switch a source on, or change fields of it',
  description:
    'What is left out stays, null takes away. The secret is the one that the platform shows; where Crier makes it up, leave it out and read it in the answer, this once.',
  scope: 'admin',
  params: sourceParams,
  body: changeBody(sourceFields),
  answers: sourceSetAnswers,
  handle: ({ actor, params, body, request }, context) => setSource(context, { actor, request }, params.source, body),
});
