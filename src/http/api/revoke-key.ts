import { idParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'delete',
  path: '/v1/keys/{id}',
  tag: 'API keys',
  summary: 'Revoke an API key at once',
  scope: 'admin',
  params: idParams('key'),
  answers: { 204: { description: 'It is revoked' }, 409: { description: 'It is set by the operator' } },
  async handle({ actor, params }, { actions }) {
    await actions.keys.revoke(actor, params.id);
    return { status: 204 };
  },
});
