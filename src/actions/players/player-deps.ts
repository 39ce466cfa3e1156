import type { Events } from '../../model/storage/events.ts';
import type { Reports } from '../../model/storage/reports.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';

/** The needs of the actions on players. */
export interface PlayerDeps {
  storage: Pick<Reports, 'listPlayerFacts' | 'listPlayerNames'> & Pick<Events, 'getEvent'>;
  registries: { stores: StoreRegistry };
}
