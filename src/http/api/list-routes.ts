import { z } from 'zod';
import { operation } from '../operation.ts';
import { presentRoute } from './_present.ts';
import { routeSchema } from './_schemas.ts';

export default operation({
  method: 'get',
  path: '/v1/routes',
  tag: 'Routes',
  summary: 'All routes of the store',
  scope: 'read',
  answers: {
    200: {
      description: 'The routes, by key',
      schema: z.object({ data: z.array(routeSchema), next_cursor: z.null() }),
    },
  },
  async handle({ actor }, { actions }) {
    return { status: 200, body: { data: actions.routes.list(actor).map(presentRoute), next_cursor: null } };
  },
});
