import type { Clock } from '../../lib/clock.ts';
import type { Deliveries } from '../../model/storage/deliveries.ts';
import type { Events } from '../../model/storage/events.ts';
import type { Lanes } from '../../model/storage/lanes.ts';
import type { Reports } from '../../model/storage/reports.ts';
import type { Pauses } from '../../pipeline/care/pauses.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';
import type { SendTestDeps } from '../send-test.ts';

/** The needs of the actions on endpoints. */
export interface EndpointDeps extends SendTestDeps {
  storage: Events & Pick<Deliveries, 'cancelDelivery'> & Pick<Lanes, 'cancelLane'> & Pick<Reports, 'getCounts'>;
  registries: { stores: StoreRegistry; destinations: DestinationRegistry };
  pauses: Pauses;
  clock: Clock;
}
