import type { Actor } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { describeEndpoint, type EndpointReport } from './report-endpoint.ts';
import { isEndpoint } from './require-endpoint.ts';

/** The endpoints of the actor's store, by name. */
export async function listEndpoints(
  deps: Pick<EndpointDeps, 'storage' | 'registries' | 'clock'>,
  actor: Actor,
): Promise<EndpointReport[]> {
  requireScope(actor, 'read');
  const now = deps.clock.now();
  const { destinations: counts } = await deps.storage.getCounts(actor.store, now);
  return deps.registries.destinations
    .subscribers(actor.store)
    .filter(isEndpoint)
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))
    .map((destination) => describeEndpoint(destination, counts, now));
}
