import type { Actor } from '../../model/api-key.ts';
import { resumeDestination } from '../destinations/resume-destination.ts';
import { requireScope } from '../require-scope.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { getEndpoint } from './get-endpoint.ts';
import type { EndpointReport } from './report-endpoint.ts';
import { requireEndpoint } from './require-endpoint.ts';

/** Goes on with an endpoint that is paused or broken. @throws CrierError `not_found`, or `wrong_state`. */
export async function resumeEndpoint(
  deps: Pick<EndpointDeps, 'storage' | 'registries' | 'pauses' | 'clock'>,
  actor: Actor,
  nameOrId: string,
): Promise<EndpointReport> {
  requireScope(actor, 'admin');
  const { id } = requireEndpoint(deps, actor, nameOrId);
  await resumeDestination(deps, actor, id);
  return getEndpoint(deps, actor, id);
}
