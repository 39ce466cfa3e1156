import { z } from 'zod';
import { isSnowflake, snowflakeForm } from '../../discord/snowflake.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'delete',
  path: '/v1/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'End a drop-in webhook',
  description: 'Whoever posts to it is answered as Discord answers for a deleted webhook.',
  scope: 'admin',
  params: z.object({
    id: z
      .string()
      .refine(isSnowflake, `expected the id of a webhook, ${snowflakeForm}`)
      .meta({ examples: ['1289364520961466398'] }),
  }),
  answers: { 204: { description: 'It is gone' } },
  async handle({ actor, params }, { actions }) {
    await actions.webhooks.delete(actor, params.id);
    return { status: 204 };
  },
});
