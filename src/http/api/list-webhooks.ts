import { listOf } from '../../contract/parts.ts';
import { presentWebhook, webhookSchema } from '../../contract/webhook.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/webhooks',
  tag: 'Webhooks',
  summary: 'The drop-in webhooks of the store, without their tokens',
  scope: 'read',
  answers: {
    200: { description: 'The webhooks', schema: listOf(webhookSchema) },
  },
  async handle({ actor }, { actions }) {
    return { status: 200, body: { data: actions.webhooks.list(actor).map(presentWebhook), next_cursor: null } };
  },
});
