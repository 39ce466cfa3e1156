import { type RouteSet, setRoute } from '../actions/set-route.ts';
import type { Asked, AskedChannel } from './asked.ts';

/**
 * Leads a route into a channel: by a webhook of the bot's own there, which is made where there is none. What else was
 * said of the route stays.
 *
 * @throws CrierError where the bot may not, or the operator has set the route.
 */
export async function routeTo(asked: Asked, key: string, channel: AskedChannel): Promise<RouteSet> {
  const webhook = await asked.tools.webhookIn(channel, webhookName(asked.store.name), asked.actor.name);
  return changeRoute(asked, key, { webhook });
}

/** Changes what is said of a route; the rest stays. */
export function changeRoute(
  { deps, actor, store }: Pick<Asked, 'deps' | 'actor' | 'store'>,
  key: string,
  change: { webhook?: string; muted?: boolean },
): Promise<RouteSet> {
  const before = deps.directory.routes(store.id).get(key);
  const kept = before && deps.directory.destination(before.destination);
  const { store: _, key: __, destination: ___, provisionedBy: ____, ...rule } = before ?? { muted: false };
  return setRoute(deps, actor, key, { ...rule, onUncertain: kept?.onUncertain, schedule: kept?.schedule, ...change });
}

/** Discord refuses some names of webhooks (Discord: Webhook Resource, "Create Webhook"). */
function webhookName(store: string): string {
  const name = store
    .replace(/discord|clyde/gi, '')
    .trim()
    .slice(0, 80);
  return name === '' ? 'Crier' : name;
}
