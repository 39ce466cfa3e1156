import { getRoute } from '../../actions/list-routes.ts';
import { keyParams } from '../../contract/params.ts';
import { presentRoute, routeSchema } from '../../contract/route.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/routes/{key}',
  tag: 'Routes',
  summary: 'One route',
  scope: 'read',
  params: keyParams,
  answers: { 200: { description: 'The route', schema: routeSchema } },
  async handle({ actor, params }, deps) {
    return { status: 200, body: presentRoute(getRoute(deps, actor, params.key)) };
  },
});
