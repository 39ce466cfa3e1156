import type { RouteSet } from '../actions/routes/change-route.ts';
import { webhookName } from '../discord/webhook-name.ts';
import { CrierError } from '../model/errors.ts';
import type { CommandContext, ResolvedChannel } from './command-context.ts';

/** A route that leads into a channel. */
export interface ChannelRoute extends RouteSet {
  /** The reason why the bot writes there itself; undefined where a webhook does. */
  insteadOfWebhook?: string | undefined;
}

/**
 * Leads a route into a channel: by a webhook of the bot's own there, which is made where there is none. Where it cannot
 * be made the bot writes there itself. All else that was said of the route stays.
 *
 * @throws CrierError where the bot may do neither, or the route cannot be set.
 */
export async function routeToChannel(
  context: CommandContext,
  key: string,
  channel: ResolvedChannel,
): Promise<ChannelRoute> {
  context.actions.routes.requireSettable(context.actor, key, ['destination']);
  const made = await makeWebhook(context, channel);
  if ('url' in made) return context.actions.routes.change(context.actor, key, { webhook: made.url });
  if (!context.tools.mayWriteIn(channel)) throw made.error;
  return {
    ...(await context.actions.routes.change(context.actor, key, { channel: channel.id })),
    insteadOfWebhook: made.problem,
  };
}

async function makeWebhook(
  { tools, store, actor }: CommandContext,
  channel: ResolvedChannel,
): Promise<{ url: string } | { problem: string; error: CrierError }> {
  try {
    return { url: await tools.webhookIn(channel, webhookName(store.name) ?? 'Crier', actor.name) };
  } catch (error) {
    if (!(error instanceof CrierError)) throw error;
    if (error.code === 'forbidden') return { problem: 'Crier may not make webhooks there', error };
    if (error.code !== 'wrong_state') throw error;
    return { problem: 'there are as many webhooks there as Discord allows', error };
  }
}

/** A note about a channel that the bot writes into itself; empty where a webhook does. */
export function noteOf({ insteadOfWebhook }: ChannelRoute): string {
  if (insteadOfWebhook === undefined) return '';
  return `The bot writes there itself, since ${insteadOfWebhook}.`;
}
