import { newId } from '../lib/ids.ts';
import type { NewDelivery } from '../model/storage/events.ts';
import { isSubscribed } from '../model/subscription.ts';
import type { Directory } from '../registry/directory.ts';
import { chooseRoute, type RoutedEvent } from './route.ts';

/** Where a delivery goes, before it has an id. */
export type Placement = Omit<NewDelivery, 'id'>;

/**
 * Decides where one event goes: its route's destination; the built-in preview where the store has no route at all;
 * else it waits as `unrouted`.
 */
export function placeEvent(event: RoutedEvent, store: string, directory: Directory): Placement {
  const routes = directory.routes(store);
  const route = chooseRoute(event, routes);
  if (route === undefined) {
    const preview = routes.size === 0 ? directory.preview(store) : undefined;
    if (preview !== undefined) return { destination: preview.id, status: 'pending' };
    return { status: 'unrouted', reason: `no route for ${event.type} (${event.category}) and no default` };
  }
  const { destination, key } = route;
  if (route.muted) return { destination, routeKey: key, status: 'cancelled', reason: `the route "${key}" is muted` };
  return { destination, routeKey: key, status: 'pending' };
}

/** The deliveries of a new event: the one of its route, and one for every destination that subscribes to it. */
export function planDeliveries(event: RoutedEvent, store: string, directory: Directory): NewDelivery[] {
  const routed: NewDelivery = { id: newId('dlv'), ...placeEvent(event, store, directory) };
  const subscribed = directory
    .subscribers(store)
    .filter(({ subscription }) => subscription !== undefined && isSubscribed(subscription, event))
    .map(({ id }): NewDelivery => ({ id: newId('dlv'), destination: id, status: 'pending' }));
  return [routed, ...subscribed];
}
