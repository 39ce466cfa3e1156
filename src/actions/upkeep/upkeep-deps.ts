import type { Clock } from '../../lib/clock.ts';
import type { EventFiles } from '../../model/storage/event-files.ts';
import type { Events } from '../../model/storage/events.ts';
import type { Lanes } from '../../model/storage/lanes.ts';
import type { Backup } from '../../model/storage/storage.ts';
import type { Pruning } from '../../model/storage/upkeep.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';

/** The needs of what keeps the database in order. */
export interface UpkeepDeps {
  storage: Pruning &
    Partial<Backup> &
    Pick<Lanes, 'cancelLane'> &
    Pick<Events, 'keptEvents'> & { files: Pick<EventFiles, 'list' | 'drop'> };
  registries: { stores: StoreRegistry; destinations: DestinationRegistry };
  clock: Clock;
  /** The folder that backups are written into. */
  dataDir: string;
}
