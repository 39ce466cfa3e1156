import { sourceParams } from '../../contract/params.ts';
import { listOf } from '../../contract/parts.ts';
import { presentReceived, receivedSchema } from '../../contract/received.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/sources/{source}/requests',
  tag: 'Sources',
  summary: 'The last hundred requests that a source received, and what they became',
  scope: 'read',
  params: sourceParams,
  answers: {
    200: {
      description: 'The requests, newest first',
      schema: listOf(receivedSchema),
    },
  },
  async handle({ actor, params }, { actions }) {
    const data = (await actions.sources.listReceived(actor, params.source)).map(presentReceived);
    return { status: 200, body: { data, next_cursor: null } };
  },
});
