import { listKeys } from '../../actions/list-keys.ts';
import { keySchema, presentKey } from '../../contract/key.ts';
import { listOf } from '../../contract/parts.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/keys',
  tag: 'API keys',
  summary: 'The API keys of the store, without their secrets',
  scope: 'admin',
  answers: {
    200: { description: 'The keys', schema: listOf(keySchema) },
  },
  async handle({ actor }, deps) {
    return { status: 200, body: { data: listKeys(deps, actor).map(presentKey), next_cursor: null } };
  },
});
