import type { Destination } from '../model/destination.ts';
import type { RouteRegistry } from './route-registry.ts';

// The destinations that anything can lead to: a question of routes and destinations together.

/** A destination is routed where a route of its store names it. */
export function isRouted({ id, store }: Pick<Destination, 'id' | 'store'>, routes: RouteRegistry): boolean {
  for (const { destination } of routes.byKey(store).values()) if (destination === id) return true;
  return false;
}

/** A destination is reachable where a route leads to it, where it subscribes itself, and where it is the preview. */
export function isReachable(destination: Destination, routes: RouteRegistry): boolean {
  if (destination.state === 'deleted') return false;
  return destination.kind === 'preview' || destination.subscription !== undefined || isRouted(destination, routes);
}
