import { endpointSchema, presentEndpoint } from '../../contract/endpoint.ts';
import { endpointParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/endpoints/{id}',
  tag: 'Endpoints',
  summary: 'One endpoint',
  scope: 'read',
  params: endpointParams,
  answers: { 200: { description: 'The endpoint', schema: endpointSchema } },
  async handle({ actor, params }, { actions }) {
    return { status: 200, body: presentEndpoint(await actions.endpoints.get(actor, params.id)) };
  },
});
