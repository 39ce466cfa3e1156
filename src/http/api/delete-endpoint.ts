import { endpointParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'delete',
  path: '/v1/endpoints/{id}',
  tag: 'Endpoints',
  summary: 'Take an endpoint away',
  description: 'What waits for it is cancelled; what was delivered stays in the log.',
  scope: 'admin',
  params: endpointParams,
  answers: { 204: { description: 'It is gone' }, 409: { description: 'It is set by the operator' } },
  async handle({ actor, params }, { actions }) {
    await actions.endpoints.delete(actor, params.id);
    return { status: 204 };
  },
});
