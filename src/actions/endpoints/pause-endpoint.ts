import type { Actor } from '../../model/api-key.ts';
import { pauseDestination } from '../destinations/pause-destination.ts';
import { requireScope } from '../require-scope.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { getEndpoint } from './get-endpoint.ts';
import type { EndpointReport } from './report-endpoint.ts';
import { requireEndpoint } from './require-endpoint.ts';

/**
 * Stops an endpoint; its events wait.
 *
 * @param forMs for so long; undefined: until a person resumes it.
 * @throws CrierError `not_found`, or `wrong_state` where it is not at work.
 */
export async function pauseEndpoint(
  deps: Pick<EndpointDeps, 'storage' | 'registries' | 'pauses' | 'clock'>,
  actor: Actor,
  nameOrId: string,
  forMs?: number | undefined,
): Promise<EndpointReport> {
  requireScope(actor, 'admin');
  const { id } = requireEndpoint(deps, actor, nameOrId);
  await pauseDestination(deps, actor, id, forMs);
  return getEndpoint(deps, actor, id);
}
