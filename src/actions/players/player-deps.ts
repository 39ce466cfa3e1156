import type { Directory } from '../../registry/directory.ts';
import type { Storage } from '../../store/storage.ts';

/** The needs of the actions on players. */
export interface PlayerDeps {
  store: Pick<Storage, 'listPlayerFacts' | 'listPlayerNames' | 'getEvent'>;
  directory: Directory;
}
