import { keyParams } from '../../contract/params.ts';
import { routeFields } from '../../contract/route.ts';
import { wholeBody } from '../../contract/schemas.ts';
import { operation } from '../operation.ts';
import { routeSetAnswers, setRoute } from './_set-route.ts';

export default operation({
  method: 'put',
  path: '/v1/routes/{key}',
  tag: 'Routes',
  summary: 'Set or change a route',
  description:
    'The key is default, a category, an event type or a pattern such as payment.*. A webhook URL or channel is checked with Discord before anything is changed; the answer tells its name there. The route becomes what is sent: a field that is left out returns to its default, the webhook or channel alone stays. A route that has neither takes the destination of the next route that matches, with its name and picture.',
  scope: 'admin',
  params: keyParams,
  body: wholeBody(routeFields),
  answers: routeSetAnswers,
  handle: ({ actor, params, body }, context) => setRoute(context, actor, params.key, body),
});
