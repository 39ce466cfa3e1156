import { z } from 'zod';
import { operation } from '../operation.ts';

export default operation({
  method: 'delete',
  path: '/v1/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'End a drop-in webhook',
  description: 'Whoever posts to it is answered as Discord answers for a deleted webhook.',
  scope: 'admin',
  params: z.object({ id: z.string().regex(/^\d{15,20}$/, 'expected the id of a webhook, 15 to 20 digits') }),
  answers: { 204: { description: 'It is gone' } },
  async handle({ actor, params }, { actions }) {
    await actions.webhooks.delete(actor, params.id);
    return { status: 204 };
  },
});
