import { hookParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'delete',
  path: '/v1/sources/{source}/hooks/{id}',
  tag: 'Sources',
  summary: 'Take a webhook of a source away',
  description: 'What is posted to it is refused from then on; without the last one any id counts again.',
  scope: 'admin',
  params: hookParams,
  answers: { 204: { description: 'It is gone' }, 409: { description: 'The source is set by the operator' } },
  async handle({ actor, params }, { actions }) {
    await actions.sources.removeHook(actor, params.source, params.id);
    return { status: 204 };
  },
});
