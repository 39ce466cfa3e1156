import { keyParams } from '../../contract/params.ts';
import { presentRoute, routeFields, routeSetSchema } from '../../contract/route.ts';
import { wholeBody } from '../../contract/schemas.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'put',
  path: '/v1/routes/{key}',
  tag: 'Routes',
  summary: 'Set or change a route',
  description:
    'The key is default, a category, an event type or a pattern such as payment.*. A webhook URL or channel is checked with Discord before anything is changed; the answer tells its name there. The route becomes what is sent: a field that is left out returns to its default, the webhook or channel alone stays; without one it leads where the next route that matches does.',
  scope: 'admin',
  params: keyParams,
  body: wholeBody(routeFields),
  example: {
    webhook:
      'https://discord.com/api/webhooks/123456789012345678/the-token-of-your-webhook-as-Discord-shows-it-to-you-and-nobody-else',
    mention_role: '123456789012345678',
  },
  answers: {
    200: { description: 'The route as it is now', schema: routeSetSchema },
    409: { description: 'A field of it is set by the operator, in a file or the environment' },
    422: { description: 'Discord does not know this webhook, or the bot may not write into this channel' },
  },
  async handle({ actor, params, body }, { actions }) {
    const set = await actions.routes.change(actor, params.key, body);
    return { status: 200, body: { ...presentRoute(set), check: set.check } };
  },
});
