import type { StoreOverview } from '../../contract/status.ts';
import { getStatus } from './get-status.ts';
import type { StatusDeps } from './status-deps.ts';

/** The overviews of all stores, for the service's own figures. */
export async function listStatuses(deps: StatusDeps): Promise<StoreOverview[]> {
  const statuses: StoreOverview[] = [];
  for (const { id: store } of deps.registries.stores.list()) {
    statuses.push(await getStatus(deps, { name: 'metrics', store, scopes: ['read'] }));
  }
  return statuses;
}
