import type { Events } from '../../model/storage/events.ts';
import type { Reports } from '../../model/storage/reports.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';
import type { ReadingDeps } from '../reading/dear-read.ts';

/** The needs of the actions on players. */
export interface PlayerDeps extends ReadingDeps {
  storage: Pick<Reports, 'listPlayerFacts' | 'listPlayerNames'> & Pick<Events, 'getEvent'>;
  registries: { stores: StoreRegistry };
}
