import type { Actor } from '../../model/api-key.ts';
import type { Delivery } from '../../model/delivery.ts';
import type { ShownDestination } from '../../model/destination.ts';
import type { Event } from '../../model/event.ts';
import type { DeliveryFilter } from '../../model/storage/deliveries.ts';
import type { Cursor } from '../../model/storage/page.ts';
import { requireScope } from '../require-scope.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { destinationOf } from './destination-of.ts';
import { filterOf } from './filter-of.ts';

/** A delivery of a list, with its event and its destination. */
export interface ListedDelivery {
  delivery: Delivery;
  event: Event;
  /** The destination; undefined where no route leads anywhere. */
  destination: ShownDestination | undefined;
}

export interface DeliveryList {
  rows: ListedDelivery[];
  next?: Cursor | undefined;
}

/** The deliveries of the actor's store that match, newest first. */
export async function listDeliveries(
  deps: Pick<DeliveryDeps, 'storage' | 'registries'>,
  actor: Actor,
  filter: Omit<DeliveryFilter, 'store'>,
  page: { before?: Cursor | undefined; limit: number },
): Promise<DeliveryList> {
  requireScope(actor, 'read');
  const { rows, next } = await deps.storage.listDeliveries(filterOf(deps, actor, filter), page);
  return {
    rows: rows.map(({ event, category: _, type: __, ...delivery }) => ({
      delivery,
      event: JSON.parse(event),
      destination: destinationOf(deps, delivery),
    })),
    next,
  };
}
