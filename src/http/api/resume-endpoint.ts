import { endpointSchema, presentEndpoint } from '../../contract/endpoint.ts';
import { endpointParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/endpoints/{id}/resume',
  tag: 'Endpoints',
  summary: 'Go on with an endpoint that is paused or broken',
  scope: 'admin',
  params: endpointParams,
  answers: { 200: { description: 'The endpoint as it is now', schema: endpointSchema } },
  async handle({ actor, params }, { actions }) {
    return { status: 200, body: presentEndpoint(await actions.endpoints.resume(actor, params.id)) };
  },
});
