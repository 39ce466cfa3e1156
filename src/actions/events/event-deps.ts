import type { Events } from '../../model/storage/events.ts';
import type { Accept } from '../../pipeline/accept.ts';
import type { Directory } from '../../registry/directory.ts';

/** The needs of the actions on events. */
export interface EventDeps {
  store: Pick<Events, 'getEvent'>;
  directory: Directory;
  /** The door of the pipeline. */
  accept: Accept;
}
