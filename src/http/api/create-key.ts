import { z } from 'zod';
import { scopes } from '../../model/api-key.ts';
import { categories } from '../../model/category.ts';
import { operation } from '../operation.ts';
import { presentKey } from './_present.ts';
import { keySchema } from './_schemas.ts';

export default operation({
  method: 'post',
  path: '/v1/keys',
  tag: 'API keys',
  summary: 'Make an API key',
  description: 'The secret is told in this answer only.',
  scope: 'admin',
  body: z.strictObject({
    name: z.string({ error: 'expected a name, such as "survival server"' }).min(1).max(100),
    scopes: z.array(z.enum(scopes)).min(1).default(['ingest']),
    categories: z.array(z.enum(categories)).min(1).optional().describe('Limits an ingest key to these'),
  }),
  answers: { 201: { description: 'The key', schema: keySchema.extend({ secret: z.string() }) } },
  async handle({ actor, body }, { actions }) {
    const { key, secret } = await actions.keys.create(actor, body);
    return { status: 201, body: { ...presentKey(key), secret } };
  },
});
