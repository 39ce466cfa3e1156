import type { DestinationOverview, StoreOverview } from '../../contract/status.ts';
import type { JudgedDestination } from '../../doctor/judge-destination.ts';
import type { JudgedSource } from '../../doctor/judge-source.ts';
import { judgeStore } from '../../doctor/verdict.ts';
import type { Actor } from '../../model/api-key.ts';
import { eventCategories } from '../../model/category.ts';
import type { SourceActivity } from '../../model/receipt.ts';
import type { Route } from '../../model/route.ts';
import type { StoreCounts } from '../../model/storage/reports.ts';
import { chooseRoute, destinationOfRoute, eventOfKey } from '../../pipeline/route.ts';
import { showDestination } from '../destinations/show-destination.ts';
import { requireScope } from '../require-scope.ts';
import type { StatusDeps } from './status-deps.ts';

/** The overview of one store, for people and for slash commands. */
export async function getStatus(deps: StatusDeps, actor: Actor): Promise<StoreOverview> {
  requireScope(actor, 'read');
  const { store } = actor;
  const now = deps.clock.now();
  const [counts, activity] = await Promise.all([
    deps.storage.getCounts(store, now),
    deps.storage.listSourceActivity(store),
  ]);
  const routes = deps.registries.routes.byKey(store);
  const unrouted = { count: counts.unrouted, oldestAt: counts.oldestUnroutedAt };
  const bot = deps.botState();
  return {
    store,
    name: deps.registries.stores.find(store)?.name ?? store,
    ...judgeStore({
      destinations: counts.destinations.flatMap((one) => statusOf(deps, one, routes)),
      sources: activity.map((one) => judgedSource(deps, store, one)),
      unrouted,
      lostCopies: lostCopiesOf(routes),
      installation: { bot, changedFiles: deps.changedFiles(), storageProblem: deps.storageProblem() },
      now,
    }),
    unrouted,
    categories: eventCategories.map((category) => {
      const count = counts.categories.find((one) => one.category === category);
      const route = chooseRoute(eventOfKey(category), routes)?.route;
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

function lostCopiesOf(routes: ReadonlyMap<string, Route>): { route: string; to: string }[] {
  return [...routes.values()].flatMap(({ key, copies = [] }) =>
    copies.flatMap(({ to }) => (routes.has(to) ? [] : [{ route: key, to }])),
  );
}

function judgedSource({ sources, registries }: StatusDeps, store: string, activity: SourceActivity): JudgedSource {
  return {
    ...activity,
    title: sources.get(activity.source)?.title ?? activity.source,
    isLost: registries.sources.find(store, activity.source)?.secrets.length === 0,
  };
}

/** A destination with all that is judged and shown of it; nothing for one that is in no use. */
function statusOf(
  deps: StatusDeps,
  { destination: id, ...counts }: StoreCounts['destinations'][number],
  all: ReadonlyMap<string, Route>,
): (Omit<DestinationOverview, 'health'> & JudgedDestination)[] {
  const destination = deps.registries.destinations.find(id);
  if (destination === undefined) return [];
  const leading = [...all.values()].filter((route) => destinationOfRoute(route, all) === id);
  const own = leading.filter((route) => route.destination === id);
  const routes = [...own, ...leading.filter((route) => !own.includes(route))];
  const isShown = routes.length > 0 || destination.subscription !== undefined || counts.pending > 0;
  const isPlaceless = [...all.values()].every((route) => route.destination === undefined);
  const isInUse = isShown || (destination.kind === 'preview' && isPlaceless);
  if (!isInUse) return [];
  const kind = deps.kinds.get(destination.kind);
  return [
    {
      destination: showDestination(destination),
      routes: routes.map(({ key }) => key),
      muted: routes.filter(({ muted }) => muted).map(({ key }) => key),
      routesSetIn: routes.find(({ provisioned }) => provisioned?.['destination'] !== undefined)?.provisioned?.[
        'destination'
      ],
      counts,
      limit: kind?.limiter.use(destination) ?? { used: 0, text: '', closedForMs: 0 },
      obstacle: kind?.obstacle?.(),
    },
  ];
}
