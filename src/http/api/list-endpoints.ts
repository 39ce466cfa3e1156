import { z } from 'zod';
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
  async handle({ actor }, { actions }) {
    return {
      status: 200,
      body: { data: (await actions.endpoints.list(actor)).map(presentEndpoint), next_cursor: null },
    };
  },
});
