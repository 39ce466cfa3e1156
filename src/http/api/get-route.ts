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
  async handle({ actor, params }, { actions }) {
    return { status: 200, body: presentRoute(actions.routes.get(actor, params.key)) };
  },
});
