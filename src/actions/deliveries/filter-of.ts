import type { Actor } from '../../model/api-key.ts';
import type { DeliveryFilter } from '../../model/storage/deliveries.ts';
import type { DeliveryDeps } from './delivery-deps.ts';

/** The filter for the actor's store; a destination may be named by its id or as its owner calls it. */
export function filterOf(
  deps: Pick<DeliveryDeps, 'registries'>,
  actor: Actor,
  { destination, ...rest }: Omit<DeliveryFilter, 'store'>,
): DeliveryFilter {
  const id =
    destination === undefined
      ? undefined
      : (deps.registries.destinations.named(actor.store, destination)?.id ?? destination);
  return { ...rest, destination: id, store: actor.store };
}
