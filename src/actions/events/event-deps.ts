import type { Clock } from '../../lib/clock.ts';
import type { Source } from '../../model/source.ts';
import type { EventFiles } from '../../model/storage/event-files.ts';
import type { Events } from '../../model/storage/events.ts';
import type { Accept } from '../../pipeline/accept/accept.ts';
import type { IntakeLimit } from '../../pipeline/accept/intake-limit.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';
import type { ReadingDeps } from '../reading/dear-read.ts';

/** The needs of the actions on events. */
export interface EventDeps extends ReadingDeps {
  storage: Pick<Events, 'getEvent' | 'listTestEvents' | 'deleteEvents'> & { files: Pick<EventFiles, 'drop'> };
  registries: { destinations: DestinationRegistry };
  /** The platforms that there are, by their ids. */
  sources: ReadonlyMap<string, Source>;
  clock: Clock;
  /** The door of the pipeline. */
  accept: Accept;
  allowanceOf: IntakeLimit['allowanceOf'];
}
