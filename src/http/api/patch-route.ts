import { keyParams } from '../../contract/params.ts';
import { presentRoute, routeFields, routeSetSchema } from '../../contract/route.ts';
import { changeBody } from '../../contract/schemas.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'patch',
  path: '/v1/routes/{key}',
  tag: 'Routes',
  summary: 'Change fields of a route',
  description:
    'What is left out stays, null takes away. A webhook URL or channel is checked with Discord before anything is changed; a key without a route gets one. A route without a place of its own leads where the next one that matches does.',
  scope: 'admin',
  params: keyParams,
  body: changeBody(routeFields),
  example: { min_severity: 'warning', mention_role: null },
  answers: {
    200: { description: 'The route as it is now', schema: routeSetSchema },
    409: { description: 'A field of it is set by the operator, in a file or the environment' },
    422: { description: 'Discord does not know this webhook, or the bot may not write into this channel' },
  },
  async handle({ actor, params, body }, { actions }) {
    const set = await actions.routes.change(actor, params.key, body);
    return { status: 200, body: { ...presentRoute(set), check: set.check } };
  },
});
