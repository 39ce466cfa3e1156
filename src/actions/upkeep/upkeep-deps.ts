import type { Clock } from '../../lib/clock.ts';
import type { Directory } from '../../registry/directory.ts';
import type { Storage } from '../../store/storage.ts';

/** The needs of what keeps the database in order. */
export interface UpkeepDeps {
  store: Pick<Storage, 'backup' | 'pruneDeliveries' | 'pruneFailed' | 'pruneReceipts' | 'pruneCounts' | 'cancelLane'>;
  directory: Directory;
  clock: Clock;
  /** The folder that backups are written into. */
  dataDir: string;
}
