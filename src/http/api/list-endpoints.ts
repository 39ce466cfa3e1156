import { listEndpoints } from '../../actions/list-endpoints.ts';
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
  async handle({ actor }, deps) {
    return { status: 200, body: { data: (await listEndpoints(deps, actor)).map(presentEndpoint), next_cursor: null } };
  },
});
