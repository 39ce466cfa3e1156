import type { ShownRoute } from '../../contract/route.ts';
import type { Destination } from '../../model/destination.ts';
import type { Route } from '../../model/route.ts';
import { leadAnywhere, wayOfKey } from '../../pipeline/route.ts';
import type { RouteDeps } from './route-deps.ts';

/** A route with the destination that it has or takes; the destination's settings stay inside. */
export type RouteReport = ShownRoute;

/** A route as it may be shown. */
export function reportRoute(deps: Pick<RouteDeps, 'registries'>, route: Route): RouteReport {
  const { destination, inheritsFrom } = destinationOf(deps, route);
  if (destination === undefined) return { route, destination, inheritsFrom };
  const { settings: _, ...shown } = destination;
  return { route, destination: shown, inheritsFrom };
}

/** The destination that a route has or takes; undefined where there is none to take. */
export function destinationOf(
  { registries: { routes, destinations } }: Pick<RouteDeps, 'registries'>,
  { store, key }: Pick<Route, 'store' | 'key'>,
): { destination: Destination | undefined; inheritsFrom: string | undefined } {
  const known = routes.byKey(store);
  const { lead } = wayOfKey(key, known);
  if (lead?.destination !== undefined) {
    const destination = destinations.find(lead.destination);
    return { destination, inheritsFrom: lead.key === key ? undefined : lead.key };
  }
  const preview = leadAnywhere(known) ? undefined : destinations.preview(store);
  return { destination: preview, inheritsFrom: preview && 'preview' };
}
