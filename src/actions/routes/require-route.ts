import { notCounted } from '../../doctor/judge-installation.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Route } from '../../model/route.ts';
import type { RouteDeps } from './route-deps.ts';

/** The route of the actor's store with this key. @throws CrierError `not_found`, naming those that there are. */
export function requireRoute(deps: Pick<RouteDeps, 'registries' | 'changedFiles'>, actor: Actor, key: string): Route {
  const route = deps.registries.routes.find(actor.store, key);
  if (route !== undefined) return route;
  const keys = deps.registries.routes.list(actor.store).map((route) => route.key);
  const known = keys.length === 0 ? 'it has none yet' : `it has: ${keys.join(', ')}`;
  const changed = deps.changedFiles();
  const hint = changed.length === 0 ? '' : ` But ${notCounted(changed)}. Restart Crier.`;
  throw new CrierError('not_found', `The store "${actor.store}" has no route "${key}"; ${known}.${hint}`);
}
