import { listOf } from '../../contract/parts.ts';
import { presentRoute, routeSchema } from '../../contract/route.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/routes',
  tag: 'Routes',
  summary: 'All routes of the store',
  scope: 'read',
  answers: {
    200: {
      description: 'The routes, by key',
      schema: listOf(routeSchema),
    },
  },
  async handle({ actor }, { actions }) {
    return { status: 200, body: { data: actions.routes.list(actor).map(presentRoute), next_cursor: null } };
  },
});
