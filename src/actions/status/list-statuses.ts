import { getStatus, type StoreStatus } from './get-status.ts';
import type { StatusDeps } from './status-deps.ts';

/** The overviews of all stores, for the service's own figures. */
export async function listStatuses(deps: StatusDeps): Promise<StoreStatus[]> {
  const statuses: StoreStatus[] = [];
  for (const { id: store } of deps.registries.stores.list()) {
    statuses.push(await getStatus(deps, { name: 'metrics', store, scopes: ['read'] }));
  }
  return statuses;
}
