import { z } from 'zod';
import { parseDuration } from '../../lib/duration.ts';
import { severities } from '../../model/event.ts';
import { operation } from '../operation.ts';
import { presentRoute } from './_present.ts';
import { keyParams, routeSchema } from './_schemas.ts';

const duration = z.string().transform((text, context) => {
  const parsed = parseDuration(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: 'expected a duration such as "30s", "5m" or "2h"' });
  return z.NEVER;
});

export default operation({
  method: 'put',
  path: '/v1/routes/{key}',
  tag: 'Routes',
  summary: 'Set or change a route',
  description:
    'The key is default, a category, an event type or a pattern such as payment.*. A webhook URL or channel is checked with Discord before anything is changed; the answer tells its name there. The route becomes what is sent: a field that is left out returns to its default, the webhook or channel alone stays.',
  scope: 'admin',
  params: keyParams,
  body: z.strictObject({
    webhook: z.string().max(2048).optional().describe('Discord webhook URL; may be left out to keep the one it has'),
    channel: z
      .string()
      .max(100)
      .optional()
      .describe(
        'Id of a Discord channel or thread that the bot writes into, instead of a webhook; needs DISCORD_BOT_TOKEN. Messages appear under the name of the bot',
      ),
    application: z.string().min(1).max(100).optional(),
    min_severity: z.enum(severities).optional(),
    muted: z.boolean().default(false),
    mention_role: z
      .string()
      .regex(/^\d{17,20}$/, 'expected the id of a role, 17 to 20 digits')
      .optional(),
    username: z.string().min(1).max(80).optional(),
    avatar_url: z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .optional(),
    on_uncertain: z.enum(['resend', 'hold']).optional(),
    retry: z.array(duration).max(100).optional().describe('Delays before further attempts, such as ["1s", "5m"]'),
  }),
  answers: {
    200: {
      description: 'The route as it is now',
      schema: routeSchema.extend({
        check: z.object({ result: z.enum(['ok', 'unknown']), reason: z.string().optional() }),
      }),
    },
    409: { description: 'It is set by the operator, in a file or the environment' },
    422: { description: 'Discord does not know this webhook, or the bot may not write into this channel' },
  },
  async handle({ actor, params, body }, { actions }) {
    const set = await actions.routes.set(actor, params.key, {
      webhook: body.webhook,
      channel: body.channel,
      application: body.application,
      minSeverity: body.min_severity,
      muted: body.muted,
      mentionRole: body.mention_role,
      username: body.username,
      avatarUrl: body.avatar_url,
      onUncertain: body.on_uncertain,
      schedule: body.retry,
    });
    return { status: 200, body: { ...presentRoute(set), check: set.check } };
  },
});
