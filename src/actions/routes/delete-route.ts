import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Route } from '../../model/route.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { requireRoute } from './require-route.ts';
import type { RouteDeps } from './route-deps.ts';

/**
 * Takes a route away; what waited in its lane goes where the other routes say.
 *
 * @throws CrierError `not_found`, or `provisioned` where the operator set it.
 */
export async function deleteRoute(
  deps: Pick<RouteDeps, 'registries' | 'clock' | 'reroute'>,
  actor: Actor,
  key: string,
): Promise<void> {
  requireScope(actor, 'admin');
  requireNotProvisioned(requireRoute(deps, actor, key));
  const audit = auditOf(actor, deps.clock.now(), 'delete-route', `route ${key}`);
  await deps.registries.routes.remove(actor.store, key, audit);
  await deps.reroute();
}

function requireNotProvisioned({ key, provisioned = {} }: Route): void {
  const places = [...new Set(Object.values(provisioned))];
  if (places.length === 0) return;
  throw new CrierError(
    'provisioned',
    `The route "${key}" is set in ${places.join(' and ')}. Take it out there and restart; what is not set there can be changed here.`,
  );
}
