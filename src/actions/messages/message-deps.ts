import type { Reports } from '../../model/storage/reports.ts';
import type { Directory } from '../../registry/directory.ts';

/** The needs of the actions on messages that were sent. */
export interface MessageDeps {
  store: Pick<Reports, 'listMessages'>;
  directory: Directory;
}
