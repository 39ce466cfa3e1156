import type { ShownDestination } from '../../model/destination.ts';
import type { Route } from '../../model/route.ts';
import type { RouteDeps } from './route-deps.ts';

/** A route with the destination that it names; the destination's settings stay inside. */
export interface RouteReport {
  route: Route;
  destination: ShownDestination;
}

/** A route as it may be shown. */
export function reportRoute(deps: Pick<RouteDeps, 'registries'>, route: Route): RouteReport {
  const destination = deps.registries.destinations.find(route.destination);
  if (destination === undefined) throw new Error(`the route ${route.key} names no destination`);
  const { settings: _, ...shown } = destination;
  return { route, destination: shown };
}
