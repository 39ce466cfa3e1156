import type { Reports } from '../../model/storage/reports.ts';
import type { Directory } from '../../registry/directory.ts';

/** The needs of the actions on statistics. */
export interface StatsDeps {
  store: Pick<Reports, 'listEventFacts'>;
  directory: Directory;
}
