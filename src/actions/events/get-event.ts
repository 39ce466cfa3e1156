import type { Actor } from '../../model/api-key.ts';
import type { Attempt, Delivery } from '../../model/delivery.ts';
import type { ShownDestination } from '../../model/destination.ts';
import { CrierError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import { destinationOf } from '../deliveries/destination-of.ts';
import { requireScope } from '../require-scope.ts';
import type { EventDeps } from './event-deps.ts';

/** An event with its deliveries, their attempts and their destinations. */
export interface EventReport {
  event: Event;
  deliveries: { delivery: Delivery; attempts: Attempt[]; destination: ShownDestination | undefined }[];
}

/** One event by its id. @throws CrierError `not_found`. */
export async function getEvent(
  deps: Pick<EventDeps, 'storage' | 'registries'>,
  actor: Actor,
  id: string,
): Promise<EventReport> {
  requireScope(actor, 'read');
  const found = await deps.storage.getEvent(actor.store, id);
  if (found === undefined) throw new CrierError('not_found', `There is no event ${id} in the store "${actor.store}".`);
  return {
    event: JSON.parse(found.event),
    deliveries: found.deliveries.map((one) => ({ ...one, destination: destinationOf(deps, one.delivery) })),
  };
}
