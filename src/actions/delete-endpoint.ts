import type { Actor } from '../model/api-key.ts';
import { type ActionDeps, auditOf } from './action-deps.ts';
import { requireEndpoint, requireNotProvisionedEndpoint } from './list-endpoints.ts';
import { cancelAll } from './prune.ts';
import { requireScope } from './require-scope.ts';

/**
 * Takes an endpoint away; what waits for it is cancelled, its log stays.
 *
 * @throws CrierError `not_found`, or `provisioned` where the operator set it.
 */
export async function deleteEndpoint(
  deps: Pick<ActionDeps, 'store' | 'registries' | 'clock'>,
  actor: Actor,
  nameOrId: string,
): Promise<void> {
  requireScope(actor, 'admin');
  const destination = requireEndpoint(deps, actor, nameOrId);
  requireNotProvisionedEndpoint(destination);
  const now = deps.clock.now();
  await deps.registries.destinations.remove(
    destination,
    auditOf(actor, now, 'delete-endpoint', `endpoint ${destination.name}`),
  );
  await cancelAll(deps, destination.id, now);
}
