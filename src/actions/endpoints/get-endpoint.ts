import type { Actor } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { type EndpointReport, reportEndpoint } from './report-endpoint.ts';
import { requireEndpoint } from './require-endpoint.ts';

/** One endpoint by its name or id. @throws CrierError `not_found`. */
export async function getEndpoint(
  deps: Pick<EndpointDeps, 'storage' | 'registries' | 'clock'>,
  actor: Actor,
  nameOrId: string,
): Promise<EndpointReport> {
  requireScope(actor, 'read');
  return reportEndpoint(deps, actor, requireEndpoint(deps, actor, nameOrId));
}
