import { keyParams } from '../../contract/params.ts';
import { routeFields } from '../../contract/route.ts';
import { changeBody } from '../../contract/schemas.ts';
import { operation } from '../operation.ts';
import { routeSetAnswers, setRoute } from './_set-route.ts';

export default operation({
  method: 'patch',
  path: '/v1/routes/{key}',
  tag: 'Routes',
  summary: 'Change fields of a route',
  description:
    'What is left out stays, null takes away. A webhook URL or channel is checked with Discord before anything is changed; a key without a route gets one. A route that names neither takes the destination of the next route that matches, with its name and picture; all else is its own.',
  scope: 'admin',
  params: keyParams,
  body: changeBody(routeFields),
  answers: routeSetAnswers,
  handle: ({ actor, params, body }, context) => setRoute(context, actor, params.key, body),
});
