import { presentStatus, statusSchema } from '../../contract/status.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/status',
  tag: 'Status',
  summary: 'The overview of the store',
  scope: 'read',
  answers: { 200: { description: 'What works, what waits and what needs a person', schema: statusSchema } },
  async handle({ actor }, { actions }) {
    return { status: 200, body: presentStatus(await actions.status.get(actor)) };
  },
});
