import type { ShownDestination } from '../../model/destination.ts';
import type { Route } from '../../model/route.ts';
import { copiesOf } from '../../model/route-copies.ts';
import { destinationOfRoute } from '../../pipeline/route.ts';
import type { RouteDeps } from './route-deps.ts';

/** A route with the destination that it leads to; the destination's settings stay inside. */
export interface RouteReport {
  route: Route;
  /** Undefined where neither the route nor one after it names any. */
  destination: ShownDestination | undefined;
  /** Keys of the routes that are told too. */
  copiedTo: string[];
}

/** A route as it may be shown. */
export function reportRoute(deps: Pick<RouteDeps, 'registries'>, route: Route): RouteReport {
  const all = deps.registries.routes.byKey(route.store);
  const copiedTo = copiesOf(route, all).filter((key) => all.has(key));
  const id = destinationOfRoute(route, all);
  const found = id === undefined ? undefined : deps.registries.destinations.find(id);
  if (found === undefined) return { route, destination: undefined, copiedTo };
  const { settings: _, ...destination } = found;
  return { route, destination, copiedTo };
}
