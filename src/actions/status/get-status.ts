import type { DestinationOverview, StoreOverview } from '../../contract/status.ts';
import { type Health, judgeDestination, judgeStore } from '../../doctor/verdict.ts';
import type { Actor } from '../../model/api-key.ts';
import { categories } from '../../model/category.ts';
import type { Route } from '../../model/route.ts';
import type { StoreCounts } from '../../model/storage/reports.ts';
import { chooseWay, leadAnywhere, wayOfKey } from '../../pipeline/route.ts';
import { showDestination } from '../destinations/show-destination.ts';
import { requireScope } from '../require-scope.ts';
import type { StatusDeps } from './status-deps.ts';

export interface DestinationStatus extends DestinationOverview {
  health: Health;
}

export interface StoreStatus extends StoreOverview {
  destinations: DestinationStatus[];
}

/** The overview of one store, for people and for slash commands. */
export async function getStatus(deps: StatusDeps, actor: Actor): Promise<StoreStatus> {
  requireScope(actor, 'read');
  const now = deps.clock.now();
  const counts = await deps.storage.getCounts(actor.store, now);
  const routes = deps.registries.routes.byKey(actor.store);
  const destinations = counts.destinations.flatMap((one) => statusOf(deps, one, routes));
  const bot = deps.botState();
  return {
    store: actor.store,
    name: deps.registries.stores.find(actor.store)?.name ?? actor.store,
    ...judgeStore({ destinations, unrouted: counts.unrouted, bot }),
    destinations,
    unrouted: { count: counts.unrouted, oldestAt: counts.oldestUnroutedAt },
    categories: categories.map((category) => {
      const count = counts.categories.find((one) => one.category === category);
      const { route } = chooseWay({ type: '', category, severity: 'critical' }, routes);
      return {
        category,
        route: route?.key,
        isMuted: route?.muted ?? false,
        lastHour: count?.lastHour ?? 0,
        lastDay: count?.lastDay ?? 0,
      };
    }),
    about: { ...deps.about, now },
    bot,
  };
}

/** The state of a destination; nothing for one that is in no use. */
function statusOf(
  deps: StatusDeps,
  { destination: id, ...counts }: StoreCounts['destinations'][number],
  routes: ReadonlyMap<string, Route>,
): DestinationStatus[] {
  const destination = deps.registries.destinations.find(id);
  if (destination === undefined) return [];
  const keys = [...routes.keys()].filter((key) => wayOfKey(key, routes).lead?.destination === id);
  const isShown = keys.length > 0 || destination.subscription !== undefined || counts.pending > 0;
  const isInUse = isShown || (destination.kind === 'preview' && !leadAnywhere(routes));
  if (!isInUse) return [];
  const closed = { used: 0, text: '', closedForMs: 0 };
  const limit = deps.kinds.get(destination.kind)?.limiter.use(destination) ?? closed;
  const health = judgeDestination({ destination, counts });
  return [{ destination: showDestination(destination), health, routes: keys, counts, limit }];
}
