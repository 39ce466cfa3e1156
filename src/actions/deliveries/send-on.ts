import { isReachable } from '../../registry/reachability.ts';
import type { DeliveryDeps } from './delivery-deps.ts';

/** Wakes the lanes that something was put back into; what has lost its place is given a new one. */
export async function sendOn(
  deps: Pick<DeliveryDeps, 'registries' | 'wake' | 'reroute'>,
  destinations: Iterable<string | undefined>,
): Promise<void> {
  let isLost = false;
  for (const id of destinations) {
    const destination = id === undefined ? undefined : deps.registries.destinations.find(id);
    if (destination === undefined || !isReachable(destination, deps.registries.routes)) isLost = true;
    else deps.wake(destination.id);
  }
  if (isLost) await deps.reroute();
}
