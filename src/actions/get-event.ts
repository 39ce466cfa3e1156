import type { Actor } from '../model/api-key.ts';
import type { Attempt, Delivery } from '../model/delivery.ts';
import { CrierError } from '../model/errors.ts';
import type { Event } from '../model/event.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

/** An event with its deliveries and their attempts. */
export interface EventReport {
  event: Event;
  deliveries: { delivery: Delivery; attempts: Attempt[] }[];
}

/** One event by its id. @throws CrierError `not_found`. */
export async function getEvent(deps: Pick<ActionDeps, 'store'>, actor: Actor, id: string): Promise<EventReport> {
  requireScope(actor, 'read');
  const found = await deps.store.getEvent(actor.store, id);
  if (found === undefined) throw new CrierError('not_found', `There is no event ${id} in the store "${actor.store}".`);
  return { event: JSON.parse(found.event), deliveries: found.deliveries };
}
