import { endpointSchema, presentEndpoint } from '../../contract/endpoint.ts';
import { listOf } from '../../contract/parts.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/endpoints',
  tag: 'Endpoints',
  summary: 'All endpoints of the store',
  scope: 'read',
  answers: {
    200: { description: 'The endpoints, by name', schema: listOf(endpointSchema) },
  },
  async handle({ actor }, { actions }) {
    return {
      status: 200,
      body: { data: (await actions.endpoints.list(actor)).map(presentEndpoint), next_cursor: null },
    };
  },
});
