import type { Actor } from '../model/api-key.ts';
import type { Attempt, Delivery } from '../model/delivery.ts';
import { CrierError } from '../model/errors.ts';
import type { Event } from '../model/event.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

/** A delivery with its event and its attempts. */
export interface DeliveryReport {
  delivery: Delivery;
  event: Event;
  attempts: Attempt[];
}

/** One delivery by its id. @throws CrierError `not_found`. */
export async function getDelivery(deps: Pick<ActionDeps, 'store'>, actor: Actor, id: string): Promise<DeliveryReport> {
  requireScope(actor, 'read');
  const found = await deps.store.getDelivery(actor.store, id);
  if (found === undefined) {
    throw new CrierError('not_found', `There is no delivery ${id} in the store "${actor.store}".`);
  }
  return { ...found, event: JSON.parse(found.event) };
}
