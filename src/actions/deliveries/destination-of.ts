import type { Delivery } from '../../model/delivery.ts';
import type { ShownDestination } from '../../model/destination.ts';
import type { DestinationLookup } from '../destinations/destination-deps.ts';
import { showDestination } from '../destinations/show-destination.ts';

/** The destination of a delivery as it is now; undefined where it has none. */
export function destinationOf(
  deps: DestinationLookup,
  delivery: Pick<Delivery, 'destination'>,
): ShownDestination | undefined {
  const found = deps.registries.destinations.find(delivery.destination ?? '');
  return found && showDestination(found);
}
