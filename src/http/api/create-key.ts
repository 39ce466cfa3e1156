import { createdKeySchema, keyBody, presentKey } from '../../contract/key.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/keys',
  tag: 'API keys',
  summary: 'Make an API key',
  description: 'The secret is told in this answer only.',
  scope: 'admin',
  body: keyBody,
  example: { name: 'survival server', scopes: ['ingest'], categories: ['processing'] },
  answers: { 201: { description: 'The key', schema: createdKeySchema } },
  async handle({ actor, body }, { actions }) {
    const { key, secret } = await actions.keys.create(actor, body);
    return { status: 201, body: { ...presentKey(key), secret } };
  },
});
