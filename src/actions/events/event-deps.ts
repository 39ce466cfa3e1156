import type { EventFiles } from '../../model/storage/event-files.ts';
import type { Events } from '../../model/storage/events.ts';
import type { Accept } from '../../pipeline/accept/accept.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';

import type { ReadingDeps } from '../reading/dear-read.ts';

/** The needs of the actions on events. */
export interface EventDeps extends ReadingDeps {
  storage: Pick<Events, 'getEvent' | 'listTestEvents' | 'deleteEvents'> & { files: Pick<EventFiles, 'drop'> };
  registries: { destinations: DestinationRegistry };
  /** The door of the pipeline. */
  accept: Accept;
}
