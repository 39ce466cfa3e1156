import { newId } from '../lib/ids.ts';
import type { Route } from '../model/route.ts';
import type { NewDelivery } from '../model/storage/events.ts';
import { isSubscribed } from '../model/subscription.ts';
import type { Registries } from '../registry/registries.ts';
import { type ChosenRoute, chooseRoutes, type RoutedEvent } from './route.ts';

/** The place of a delivery, before it has an id. */
export type Placement = Omit<NewDelivery, 'id'>;

type Known = Pick<Registries, 'routes' | 'destinations'>;

/**
 * The places of one event, each destination once: where its route leads, and where the copies of that route lead; the
 * built-in preview where no route of the store leads anywhere; else it waits as `unrouted`.
 */
export function placeEvent(
  event: RoutedEvent,
  store: string,
  { routes, destinations }: Known,
): readonly [Placement, ...Placement[]] {
  const known = routes.byKey(store);
  const [chosen, ...copies] = chooseRoutes(event, known);
  const first = placeAt(chosen, () => placeless(known, store, destinations)) ?? unrouted(event, chosen);
  if (copies.length === 0) return [first];
  const told = new Set([first.destination]);
  const others = copies.flatMap((copy): Placement[] => {
    const placed = placeAt(copy);
    if (placed?.destination === undefined || told.has(placed.destination)) return [];
    told.add(placed.destination);
    return [placed];
  });
  // A copy that takes the event tells it; where all only record it, it still waits for a route.
  const isTold = others.some(({ status }) => status === 'pending');
  const [other, ...rest] = others;
  return first.status === 'unrouted' && isTold && other !== undefined ? [other, ...rest] : [first, ...others];
}

/** Undefined where the route leads nowhere. */
function placeAt(chosen: ChosenRoute | undefined, otherwise?: () => string | undefined): Placement | undefined {
  const destination = chosen?.destination ?? otherwise?.();
  const route = chosen && { routeKey: chosen.route.key };
  if (chosen?.route.muted) {
    return { destination, ...route, status: 'cancelled', reason: `the route "${chosen.route.key}" is muted` };
  }
  return destination === undefined ? undefined : { destination, ...route, status: 'pending' };
}

function unrouted(event: RoutedEvent, chosen: ChosenRoute | undefined): Placement {
  const what = chosen === undefined ? 'no route' : 'no route with a place';
  return { status: 'unrouted', reason: `${what} for ${event.type} (${event.category}) and no default` };
}

/** The preview, where no route of the store leads anywhere. */
function placeless(
  routes: ReadonlyMap<string, Route>,
  store: string,
  destinations: Known['destinations'],
): string | undefined {
  for (const { destination } of routes.values()) if (destination !== undefined) return undefined;
  return destinations.preview(store)?.id;
}

/** The deliveries of a new event: those of its route and its copies, and one for every destination that subscribes. */
export function planDeliveries(event: RoutedEvent, store: string, registries: Known): NewDelivery[] {
  const deliveries = placeEvent(event, store, registries).map(
    (placement): NewDelivery => ({ id: newId('dlv'), ...placement }),
  );
  for (const { id, subscription } of registries.destinations.subscribers(store)) {
    const isWanted = subscription !== undefined && isSubscribed(subscription, event);
    if (isWanted) deliveries.push({ id: newId('dlv'), destination: id, status: 'pending' });
  }
  return deliveries;
}
