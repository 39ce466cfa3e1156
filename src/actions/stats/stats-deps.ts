import type { Reports } from '../../model/storage/reports.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';
import type { ReadingDeps } from '../reading/dear-read.ts';

/** The needs of the actions on statistics. */
export interface StatsDeps extends ReadingDeps {
  storage: Pick<Reports, 'listEventFacts'>;
  registries: { stores: StoreRegistry };
}
