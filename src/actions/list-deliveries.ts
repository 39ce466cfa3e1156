import type { Actor } from '../model/api-key.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Event } from '../model/event.ts';
import type { DeliveryFilter } from '../model/storage/deliveries.ts';
import type { Cursor } from '../model/storage/page.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

export interface DeliveryList {
  rows: { delivery: Delivery; event: Event }[];
  next?: Cursor | undefined;
}

/** The deliveries of the actor's store that match, newest first. */
export async function listDeliveries(
  deps: Pick<ActionDeps, 'store' | 'registries'>,
  actor: Actor,
  filter: Omit<DeliveryFilter, 'store'>,
  page: { before?: Cursor | undefined; limit: number },
): Promise<DeliveryList> {
  requireScope(actor, 'read');
  const { rows, next } = await deps.store.listDeliveries(ofStore(deps, actor, filter), page);
  return {
    rows: rows.map(({ event, category: _, type: __, ...delivery }) => ({ delivery, event: JSON.parse(event) })),
    next,
  };
}

/** The filter for the actor's store; a destination may be named by its id or as its owner calls it. */
export function ofStore(
  { registries }: Pick<ActionDeps, 'registries'>,
  { store }: Actor,
  { destination, ...rest }: Omit<DeliveryFilter, 'store'>,
): DeliveryFilter {
  const id =
    destination === undefined ? undefined : (registries.destinations.named(store, destination)?.id ?? destination);
  return { ...rest, destination: id, store };
}
