import { sourceParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'delete',
  path: '/v1/sources/{source}',
  tag: 'Sources',
  summary: 'Switch a source off',
  description: 'Whoever posts to its address is refused from then on; what it has told stays.',
  scope: 'admin',
  params: sourceParams,
  answers: { 204: { description: 'It is off' }, 409: { description: 'It is set by the operator' } },
  async handle({ actor, params }, { actions }) {
    await actions.sources.remove(actor, params.source);
    return { status: 204 };
  },
});
