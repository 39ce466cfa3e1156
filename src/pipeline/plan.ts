import { newId } from '../lib/ids.ts';
import type { NewDelivery } from '../model/storage/events.ts';
import { isSubscribed } from '../model/subscription.ts';
import type { Registries } from '../registry/registries.ts';
import { chooseRoute, type RoutedEvent } from './route.ts';

/** The place of a delivery, before it has an id. */
export type Placement = Omit<NewDelivery, 'id'>;

type Known = Pick<Registries, 'routes' | 'destinations'>;

/**
 * The place of one event: its route's destination; the built-in preview where the store has no route at all; else it
 * waits as `unrouted`.
 */
export function placeEvent(event: RoutedEvent, store: string, { routes, destinations }: Known): Placement {
  const known = routes.byKey(store);
  const route = chooseRoute(event, known);
  if (route === undefined) {
    const preview = known.size === 0 ? destinations.preview(store) : undefined;
    if (preview !== undefined) return { destination: preview.id, status: 'pending' };
    return { status: 'unrouted', reason: `no route for ${event.type} (${event.category}) and no default` };
  }
  const { destination, key } = route;
  if (route.muted) return { destination, routeKey: key, status: 'cancelled', reason: `the route "${key}" is muted` };
  return { destination, routeKey: key, status: 'pending' };
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
