import type { Deliveries } from '../../model/storage/deliveries.ts';
import type { Meta } from '../../model/storage/upkeep.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';
import type { RouteRegistry } from '../../registry/route-registry.ts';
import type { ReadingDeps } from '../reading/dear-read.ts';

/** The needs of the actions on deliveries. */
export interface DeliveryDeps extends ReadingDeps {
  storage: Pick<
    Deliveries & Meta,
    'getDelivery' | 'listDeliveries' | 'listDeliveryIds' | 'cancelDelivery' | 'replayDeliveries' | 'addAudit'
  >;
  registries: { routes: RouteRegistry; destinations: DestinationRegistry };
  /** Tells a lane that something new waits in it. */
  wake(destination: string): void;
  /** Gives what waits without a place a new one. Answers how many found one. */
  reroute(): Promise<number>;
}
