import { z } from 'zod';
import { listEndpoints } from '../../actions/list-endpoints.ts';
import { operation } from '../operation.ts';
import { endpointSchema, presentEndpoint } from './_endpoints.ts';

export default operation({
  method: 'get',
  path: '/v1/endpoints',
  tag: 'Endpoints',
  summary: 'All endpoints of the store',
  scope: 'read',
  answers: {
    200: {
      description: 'The endpoints, by name',
      schema: z.object({ data: z.array(endpointSchema), next_cursor: z.null() }),
    },
  },
  async handle({ actor }, deps) {
    return { status: 200, body: { data: (await listEndpoints(deps, actor)).map(presentEndpoint), next_cursor: null } };
  },
});
