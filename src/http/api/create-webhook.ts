import { z } from 'zod';
import { createdWebhookSchema, presentWebhook } from '../../contract/webhook.ts';
import { categories } from '../../model/category.ts';
import { addressOf } from '../address-of.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/webhooks',
  tag: 'Webhooks',
  summary: 'Make an address in the form of a Discord webhook',
  description:
    'For senders that know Discord webhooks only: what they post goes through as it came, with the limits, the log and the replay of Crier. The URL is told in this answer only.',
  scope: 'admin',
  body: z.strictObject({
    category: z.enum(categories).describe('Where its messages belong'),
    name: z.string().min(1).max(80).optional().describe('Shown as the sender where a message names none'),
  }),
  example: { category: 'errors', name: 'Anticheat' },
  answers: { 201: { description: 'The webhook', schema: createdWebhookSchema } },
  async handle({ actor, body, request }, { actions, publicUrl }) {
    const { webhook, token } = await actions.webhooks.create(actor, {
      name: body.name ?? body.category,
      category: body.category,
    });
    const url = `${addressOf(request, publicUrl)}/api/webhooks/${webhook.id}/${token}`;
    return { status: 201, body: { ...presentWebhook(webhook), url } };
  },
});
