import type { Actor } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import type { RouteDeps } from './route-deps.ts';
import { type RouteChange, type RouteSet, setRoute } from './set-route.ts';

/**
 * Changes what is said of a route; the rest stays. Where there is none yet, it is made.
 *
 * @throws CrierError as `setRoute` does.
 */
export async function changeRoute(
  deps: RouteDeps,
  actor: Actor,
  key: string,
  change: Partial<RouteChange>,
): Promise<RouteSet> {
  requireScope(actor, 'admin');
  const before = deps.registries.routes.find(actor.store, key);
  const kept = before && deps.registries.destinations.find(before.destination);
  const { store: _, key: __, destination: ___, provisionedBy: ____, ...rule } = before ?? { muted: false };
  return setRoute(deps, actor, key, { ...rule, onUncertain: kept?.onUncertain, schedule: kept?.schedule, ...change });
}
