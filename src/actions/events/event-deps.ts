import type { Accept } from '../../pipeline/accept.ts';
import type { Directory } from '../../registry/directory.ts';
import type { Storage } from '../../store/storage.ts';

/** The needs of the actions on events. */
export interface EventDeps {
  store: Pick<Storage, 'getEvent'>;
  directory: Directory;
  /** The door of the pipeline. */
  accept: Accept;
}
