import type { Actor } from '../../model/api-key.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { requireRoute } from './require-route.ts';
import { requireNotProvisioned } from './require-settable.ts';
import type { RouteDeps } from './route-deps.ts';

/**
 * Takes a route away; what waited in its lane goes where the other routes say.
 *
 * @throws CrierError `not_found`, or `provisioned` where the operator set it.
 */
export async function deleteRoute(
  deps: Pick<RouteDeps, 'registries' | 'changedFiles' | 'clock' | 'reroute'>,
  actor: Actor,
  key: string,
): Promise<void> {
  requireScope(actor, 'admin');
  requireNotProvisioned(requireRoute(deps, actor, key));
  const audit = auditOf(actor, deps.clock.now(), 'delete-route', `route ${key}`);
  await deps.registries.routes.remove(actor.store, key, audit);
  await deps.reroute();
}
