import type { Reports } from '../../model/storage/reports.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';

/** The needs of the actions on statistics. */
export interface StatsDeps {
  storage: Pick<Reports, 'listEventFacts'>;
  registries: { stores: StoreRegistry };
}
