import { changeRoute, type RouteSet, requireSettable } from '../actions/change-route.ts';
import { webhookName } from '../discord/webhook-name.ts';
import { CrierError } from '../model/errors.ts';
import type { Asked, AskedChannel } from './asked.ts';

/** A route that leads into a channel. */
export interface RouteToChannel extends RouteSet {
  /** Why the bot writes there itself; undefined where a webhook does. */
  insteadOfWebhook?: string | undefined;
}

/**
 * Leads a route into a channel: by a webhook of the bot's own there, which is made where there is none. Where it cannot
 * be made the bot writes there itself. What else was said of the route stays.
 *
 * @throws CrierError where the bot may do neither, or the route cannot be set.
 */
export async function routeTo(asked: Asked, key: string, channel: AskedChannel): Promise<RouteToChannel> {
  requireSettable(asked.deps, asked.actor, key);
  const made = await makeWebhook(asked, channel);
  if ('url' in made) return changeRoute(asked.deps, asked.actor, key, { webhook: made.url });
  if (!asked.tools.mayWriteIn(channel)) throw made.error;
  return {
    ...(await changeRoute(asked.deps, asked.actor, key, { channel: channel.id })),
    insteadOfWebhook: made.problem,
  };
}

async function makeWebhook(
  { tools, store, actor }: Asked,
  channel: AskedChannel,
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

/** What is told of a channel that the bot writes into itself; empty where a webhook does. */
export function noteOf({ insteadOfWebhook }: RouteToChannel): string {
  if (insteadOfWebhook === undefined) return '';
  return `The bot writes there itself, since ${insteadOfWebhook}.`;
}
