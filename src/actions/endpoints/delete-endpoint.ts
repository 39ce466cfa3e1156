import type { Actor } from '../../model/api-key.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { cancelWaiting } from './cancel-waiting.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { requireChangeable } from './require-endpoint.ts';

/**
 * Takes an endpoint away; its waiting deliveries are cancelled, its log stays.
 *
 * @throws CrierError `not_found`, or `provisioned` where the operator set it.
 */
export async function deleteEndpoint(
  deps: Pick<EndpointDeps, 'storage' | 'registries' | 'clock'>,
  actor: Actor,
  nameOrId: string,
): Promise<void> {
  requireScope(actor, 'admin');
  const destination = requireChangeable(deps, actor, nameOrId);
  const now = deps.clock.now();
  await deps.registries.destinations.remove(
    destination,
    auditOf(actor, now, 'delete-endpoint', `endpoint ${destination.name}`),
  );
  await cancelWaiting(deps, destination.id, now);
}
