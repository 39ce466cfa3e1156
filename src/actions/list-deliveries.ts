import type { Actor } from '../model/api-key.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Event } from '../model/event.ts';
import type { DeliveryCursor, DeliveryFilter } from '../model/records.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

export interface DeliveryList {
  rows: { delivery: Delivery; event: Event }[];
  next?: DeliveryCursor | undefined;
}

/** The deliveries of the actor's store that match, newest first. */
export async function listDeliveries(
  deps: Pick<ActionDeps, 'store'>,
  actor: Actor,
  filter: Omit<DeliveryFilter, 'store'>,
  page: { before?: DeliveryCursor | undefined; limit: number },
): Promise<DeliveryList> {
  requireScope(actor, 'read');
  const { rows, next } = await deps.store.listDeliveries({ ...filter, store: actor.store }, page);
  return {
    rows: rows.map(({ event, category: _, type: __, ...delivery }) => ({ delivery, event: JSON.parse(event) })),
    next,
  };
}
