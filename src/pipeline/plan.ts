import { newId } from '../lib/ids.ts';
import type { Route } from '../model/route.ts';
import type { NewDelivery } from '../model/storage/events.ts';
import { isSubscribed } from '../model/subscription.ts';
import type { Registries } from '../registry/registries.ts';
import { chooseRoute, type RoutedEvent } from './route.ts';

/** The place of a delivery, before it has an id. */
export type Placement = Omit<NewDelivery, 'id'>;

type Known = Pick<Registries, 'routes' | 'destinations'>;

/**
 * The place of one event: where its route leads; the built-in preview where no route of the store leads anywhere; else it
 * waits as `unrouted`.
 */
export function placeEvent(event: RoutedEvent, store: string, { routes, destinations }: Known): Placement {
  const known = routes.byKey(store);
  const chosen = chooseRoute(event, known);
  const destination = chosen?.destination ?? placeless(known, store, destinations);
  const route = chosen && { routeKey: chosen.route.key };
  if (chosen?.route.muted) {
    return { destination, ...route, status: 'cancelled', reason: `the route "${chosen.route.key}" is muted` };
  }
  if (destination !== undefined) return { destination, ...route, status: 'pending' };
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

/** The deliveries of a new event: the one of its route, and one for every destination that subscribes to it. */
export function planDeliveries(event: RoutedEvent, store: string, registries: Known): NewDelivery[] {
  const deliveries: NewDelivery[] = [{ id: newId('dlv'), ...placeEvent(event, store, registries) }];
  for (const { id, subscription } of registries.destinations.subscribers(store)) {
    const isWanted = subscription !== undefined && isSubscribed(subscription, event);
    if (isWanted) deliveries.push({ id: newId('dlv'), destination: id, status: 'pending' });
  }
  return deliveries;
}
