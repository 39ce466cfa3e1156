import { newId } from '../lib/ids.ts';
import type { NewDelivery } from '../model/storage/events.ts';
import { isSubscribed } from '../model/subscription.ts';
import type { Registries } from '../registry/registries.ts';
import { chooseWay, leadAnywhere, type RoutedEvent } from './route.ts';

/** The place of a delivery, before it has an id. */
export type Placement = Omit<NewDelivery, 'id'>;

type Known = Pick<Registries, 'routes' | 'destinations'>;

/**
 * The place of one event: its route's destination, or that of the next route that matches and has one; the built-in
 * preview where no route of the store leads anywhere; else it waits as `unrouted`.
 */
export function placeEvent(event: RoutedEvent, store: string, { routes, destinations }: Known): Placement {
  const known = routes.byKey(store);
  const { route, lead } = chooseWay(event, known);
  const destination = lead?.destination ?? (leadAnywhere(known) ? undefined : destinations.preview(store)?.id);
  const routeKey = route?.key;
  if (route?.muted) return { destination, routeKey, status: 'cancelled', reason: `the route "${routeKey}" is muted` };
  if (destination !== undefined) return { destination, routeKey, status: 'pending' };
  return { status: 'unrouted', reason: `no route for ${event.type} (${event.category}) and no default` };
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
