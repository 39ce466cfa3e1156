import { keyParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'delete',
  path: '/v1/routes/{key}',
  tag: 'Routes',
  summary: 'Take a route away',
  description: 'What waited in its lane goes where the other routes say.',
  scope: 'admin',
  params: keyParams,
  answers: { 204: { description: 'It is gone' }, 409: { description: 'It is set by the operator' } },
  async handle({ actor, params }, { actions }) {
    await actions.routes.delete(actor, params.key);
    return { status: 204 };
  },
});
