import { z } from 'zod';
import { operation } from '../operation.ts';
import { presentWebhook, webhookSchema } from './_webhooks.ts';

export default operation({
  method: 'get',
  path: '/v1/webhooks',
  tag: 'Webhooks',
  summary: 'The drop-in webhooks of the store, without their tokens',
  scope: 'read',
  answers: {
    200: { description: 'The webhooks', schema: z.object({ data: z.array(webhookSchema), next_cursor: z.null() }) },
  },
  async handle({ actor }, { actions }) {
    return { status: 200, body: { data: actions.webhooks.list(actor).map(presentWebhook), next_cursor: null } };
  },
});
