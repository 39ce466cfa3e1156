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
  async handle({ actor }, { actions }) {
    return { status: 200, body: { data: actions.keys.list(actor).map(presentKey), next_cursor: null } };
  },
});
