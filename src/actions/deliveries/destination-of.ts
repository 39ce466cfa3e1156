import type { Delivery } from '../../model/delivery.ts';
import type { ShownDestination } from '../../model/destination.ts';
import { showDestination } from '../destinations/show-destination.ts';
import type { DeliveryDeps } from './delivery-deps.ts';

/** The destination of a delivery as it is now; undefined where it has none. */
export function destinationOf(
  deps: Pick<DeliveryDeps, 'directory'>,
  delivery: Pick<Delivery, 'destination'>,
): ShownDestination | undefined {
  const found = deps.directory.destination(delivery.destination ?? '');
  return found && showDestination(found);
}
