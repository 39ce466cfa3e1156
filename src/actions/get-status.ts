import type { DestinationStatus, StoreStatus } from '../contract/status.ts';
import type { Actor } from '../model/api-key.ts';
import { categories } from '../model/category.ts';
import { destinationName } from '../model/destination-name.ts';
import { chooseRoute } from '../pipeline/route.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

/** The overview of one store, for people and for slash commands. */
export async function getStatus(
  deps: Pick<ActionDeps, 'store' | 'registries' | 'kinds' | 'clock' | 'about' | 'botState'>,
  actor: Actor,
): Promise<StoreStatus> {
  requireScope(actor, 'read');
  const now = deps.clock.now();
  const counts = await deps.store.getCounts(actor.store, now);
  const routes = deps.registries.routes.byKey(actor.store);
  const destinations = counts.destinations.flatMap(({ destination: id, ...rest }): DestinationStatus[] => {
    const destination = deps.registries.destinations.find(id);
    if (destination === undefined) return [];
    const { settings: _, ...shown } = destination;
    const keys = [...routes.values()].filter((route) => route.destination === id).map(({ key }) => key);
    const isShown = keys.length > 0 || destination.subscription !== undefined || rest.pending > 0;
    const isInUse = isShown || (destination.kind === 'preview' && routes.size === 0);
    if (!isInUse) return [];
    const closed = { used: 0, text: '', closedForMs: 0 };
    const limit = deps.kinds.get(destination.kind)?.limiter.use(destination) ?? closed;
    return [{ destination: shown, routes: keys, counts: rest, limit }];
  });
  const bot = deps.botState();
  const needs = [...needsOf(destinations, counts.unrouted), ...(bot === 'off' ? [botIsOff] : [])];
  return {
    store: actor.store,
    name: deps.registries.stores.find(actor.store)?.name ?? actor.store,
    state: needs.length === 0 ? 'ok' : 'attention',
    needs,
    destinations,
    unrouted: { count: counts.unrouted, oldestAt: counts.oldestUnroutedAt },
    categories: categories.map((category) => {
      const count = counts.categories.find((one) => one.category === category);
      const route = chooseRoute({ type: '', category, severity: 'critical' }, routes)?.key;
      return { category, route, lastHour: count?.lastHour ?? 0, lastDay: count?.lastDay ?? 0 };
    }),
    about: { ...deps.about, now },
    bot,
  };
}

const botIsOff =
  'The bot is off, since Discord refuses DISCORD_BOT_TOKEN: copy the token anew (Discord Developer Portal → your application → Bot → Reset Token) and restart.';

function needsOf(destinations: readonly DestinationStatus[], unrouted: number): string[] {
  const needs: string[] = [];
  for (const { destination, routes, counts, limit } of destinations) {
    const what =
      destination.name === undefined ? routes.join(', ') || destination.kind : `endpoint ${destination.name}`;
    const name = `${what} (${destinationName(destination)})`;
    // Who paused it knows; a pause that came by itself is news.
    const hasFailed = destination.state === 'paused' && destination.failingSince !== undefined;
    if (destination.state === 'broken' || hasFailed) {
      needs.push(`${name}: ${destination.stateReason ?? destination.state}. ${counts.pending} waiting.`);
    } else if (destination.facts.problem !== undefined) needs.push(`${name}: ${destination.facts.problem}.`);
    if (counts.failed > 0) {
      needs.push(`${name}: ${counts.failed} failed, the last because ${counts.lastFailure ?? 'of an unknown reason'}.`);
    }
    if (limit.cause !== undefined) {
      const forHowLong = limit.closedForMs > 0 ? ` for ${Math.ceil(limit.closedForMs / 1000)} s` : '';
      needs.push(`${name}: closed${forHowLong}: ${limit.cause}.`);
    }
  }
  if (unrouted > 0) {
    needs.push(`${unrouted} deliveries wait for a route. Set a default route, and they go out at once.`);
  }
  return needs;
}
