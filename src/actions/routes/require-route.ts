import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Route } from '../../model/route.ts';
import type { RouteDeps } from './route-deps.ts';

/** The route of the actor's store with this key. @throws CrierError `not_found`, naming those that there are. */
export function requireRoute(deps: Pick<RouteDeps, 'directory'>, actor: Actor, key: string): Route {
  const route = deps.directory.routes(actor.store).get(key);
  if (route !== undefined) return route;
  const keys = [...deps.directory.routes(actor.store).keys()];
  const known = keys.length === 0 ? 'it has none yet' : `it has: ${keys.join(', ')}`;
  throw new CrierError('not_found', `The store "${actor.store}" has no route "${key}"; ${known}.`);
}
