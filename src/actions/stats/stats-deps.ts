import type { Directory } from '../../registry/directory.ts';
import type { Storage } from '../../store/storage.ts';

/** The needs of the actions on statistics. */
export interface StatsDeps {
  store: Pick<Storage, 'listEventFacts'>;
  directory: Directory;
}
