import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Route } from '../../model/route.ts';
import { requireRouteKey } from './require-route-key.ts';
import type { RouteDeps } from './route-deps.ts';

/**
 * The route of the actor's store with this key.
 *
 * @throws CrierError `invalid_request` for what is no key; `not_found`, naming those that there are.
 */
export function requireRoute(deps: Pick<RouteDeps, 'registries'>, actor: Actor, key: string): Route {
  requireRouteKey(key);
  const route = deps.registries.routes.find(actor.store, key);
  if (route !== undefined) return route;
  const keys = deps.registries.routes.list(actor.store).map((route) => route.key);
  const known = keys.length === 0 ? 'it has none yet' : `it has: ${keys.join(', ')}`;
  throw new CrierError('not_found', `The store "${actor.store}" has no route "${key}"; ${known}.`);
}
