import type { Actor } from '../../model/api-key.ts';
import type { Attempt, Delivery } from '../../model/delivery.ts';
import type { ShownDestination } from '../../model/destination.ts';
import { CrierError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import { requireScope } from '../require-scope.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { destinationOf } from './destination-of.ts';

/** A delivery with its event, its attempts and its destination. */
export interface DeliveryReport {
  delivery: Delivery;
  event: Event;
  attempts: Attempt[];
  /** The destination; undefined where no route leads anywhere. */
  destination: ShownDestination | undefined;
}

/** One delivery by its id. @throws CrierError `not_found`. */
export async function getDelivery(
  deps: Pick<DeliveryDeps, 'storage' | 'registries'>,
  actor: Actor,
  id: string,
): Promise<DeliveryReport> {
  requireScope(actor, 'read');
  const found = await deps.storage.getDelivery(actor.store, id);
  if (found === undefined) {
    throw new CrierError('not_found', `There is no delivery ${id} in the store "${actor.store}".`);
  }
  return { ...found, event: JSON.parse(found.event), destination: destinationOf(deps, found.delivery) };
}
