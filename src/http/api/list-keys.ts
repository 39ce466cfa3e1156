import { z } from 'zod';
import { operation } from '../operation.ts';
import { presentKey } from './_present.ts';
import { keySchema } from './_schemas.ts';

export default operation({
  method: 'get',
  path: '/v1/keys',
  tag: 'API keys',
  summary: 'The API keys of the store, without their secrets',
  scope: 'admin',
  answers: {
    200: { description: 'The keys', schema: z.object({ data: z.array(keySchema), next_cursor: z.null() }) },
  },
  async handle({ actor }, { actions }) {
    return { status: 200, body: { data: actions.keys.list(actor).map(presentKey), next_cursor: null } };
  },
});
