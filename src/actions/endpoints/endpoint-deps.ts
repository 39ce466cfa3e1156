import type { Clock } from '../../lib/clock.ts';
import type { Pauses } from '../../pipeline/care/pauses.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';
import type { Directory } from '../../registry/directory.ts';
import type { Storage } from '../../store/storage.ts';
import type { SendTestDeps } from '../send-test.ts';

/** The needs of the actions on endpoints. */
export interface EndpointDeps extends SendTestDeps {
  store: Pick<Storage, 'acceptEvents' | 'getEvent' | 'getCounts' | 'cancelDelivery' | 'cancelLane'>;
  directory: Directory;
  book: DestinationRegistry;
  pauses: Pauses;
  clock: Clock;
}
