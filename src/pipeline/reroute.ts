import type { Event } from '../model/event.ts';
import type { Deliveries, ReroutableDelivery } from '../model/storage/deliveries.ts';
import type { Cursor } from '../model/storage/page.ts';
import type { Registries } from '../registry/registries.ts';
import { placeEvent } from './plan.ts';

export interface RerouteDeps {
  storage: Pick<Deliveries, 'listUnrouted' | 'listOrphaned' | 'rerouteDeliveries'>;
  registries: Registries;
  wake(destination: string): void;
}

/** So that a large backlog shares the database with what comes in meanwhile. */
const step = 500;

/**
 * Gives every delivery that waits without a route the place that the routes name now: those that had none, and those
 * in the lanes of destinations that no route names any more. Runs at start and after every change of routes.
 *
 * @returns how many found a new place.
 */
export async function reroute(deps: RerouteDeps): Promise<number> {
  let moved = 0;
  for (;;) {
    const orphaned = await deps.storage.listOrphaned(step);
    if (orphaned.length === 0) break;
    moved += await place(orphaned, deps);
  }
  let after: Cursor | undefined;
  do {
    const { rows, next } = await deps.storage.listUnrouted({ after, limit: step });
    moved += await place(rows, deps);
    after = next;
  } while (after !== undefined);
  return moved;
}

async function place(deliveries: readonly ReroutableDelivery[], deps: RerouteDeps): Promise<number> {
  const changes = deliveries
    .map(({ deliveryId, destination, event }) => {
      const parsed: Event = JSON.parse(event);
      return { was: destination, change: { deliveryId, ...placeEvent(parsed, parsed.store, deps.registries) } };
    })
    .filter(({ was, change }) => was !== change.destination || change.status === 'cancelled')
    .map(({ change }) => change);
  if (changes.length === 0) return 0;
  await deps.storage.rerouteDeliveries(changes);
  for (const destination of new Set(changes.map((change) => change.destination))) {
    if (destination !== undefined) deps.wake(destination);
  }
  return changes.length;
}
