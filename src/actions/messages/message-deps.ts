import type { Directory } from '../../registry/directory.ts';
import type { Storage } from '../../store/storage.ts';

/** The needs of the actions on messages that were sent. */
export interface MessageDeps {
  store: Pick<Storage, 'listMessages'>;
  directory: Directory;
}
