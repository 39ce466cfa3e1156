import type { DigestRows } from '../../model/storage/registry-rows.ts';
import type { Reports } from '../../model/storage/reports.ts';
import type { Accept } from '../../pipeline/accept/accept.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';
import type { ReadingDeps } from '../reading/dear-read.ts';

/** The needs of the actions on digests. */
export interface DigestDeps extends ReadingDeps {
  storage: DigestRows & Pick<Reports, 'listEventFacts'>;
  registries: { stores: StoreRegistry };
  /** The door of the pipeline. */
  accept: Accept;
}
