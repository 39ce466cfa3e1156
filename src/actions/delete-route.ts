import type { Actor } from '../model/api-key.ts';
import { type ActionDeps, auditOf } from './action-deps.ts';
import { requireNotProvisioned } from './change-route.ts';
import { noRoute } from './list-routes.ts';
import { requireScope } from './require-scope.ts';

/**
 * Takes a route away; what waited in its lane goes where the other routes say.
 *
 * @throws CrierError `not_found`, or `provisioned` where the operator set it.
 */
export async function deleteRoute(
  deps: Pick<ActionDeps, 'store' | 'registries' | 'clock' | 'reroute'>,
  actor: Actor,
  key: string,
): Promise<void> {
  requireScope(actor, 'admin');
  const route = deps.registries.routes.find(actor.store, key);
  if (route === undefined) throw noRoute(deps, actor, key);
  requireNotProvisioned(route);
  await deps.registries.routes.remove(
    actor.store,
    key,
    auditOf(actor, deps.clock.now(), 'delete-route', `route ${key}`),
  );
  await deps.reroute();
}
