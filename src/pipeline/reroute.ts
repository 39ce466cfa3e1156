import type { Event } from '../model/event.ts';
import type { Deliveries, ReroutableDelivery } from '../model/storage/deliveries.ts';
import type { Cursor } from '../model/storage/page.ts';
import type { Registries } from '../registry/registries.ts';
import { type Placement, placeEvent } from './plan.ts';

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

/** The place that a delivery has now: of its own route, else the first that no other delivery of its event has. */
function placeAgain(
  { destination, routeKey }: ReroutableDelivery,
  places: readonly Placement[],
  taken: ReadonlySet<string | undefined>,
): Placement {
  const free = places.filter((one) => !taken.has(one.destination));
  const own = free.find((one) => one.routeKey === routeKey);
  return (
    own ??
    free[0] ?? {
      destination,
      routeKey,
      status: 'cancelled',
      reason: 'another delivery of its event goes where its route leads',
    }
  );
}

async function place(deliveries: readonly ReroutableDelivery[], deps: RerouteDeps): Promise<number> {
  /** The places that the deliveries of one event have been given here. */
  const given = new Map<string, Set<string | undefined>>();
  const changes = deliveries
    .map((delivery) => {
      const event: Event = JSON.parse(delivery.event);
      const taken = given.get(event.id) ?? new Set(delivery.taken);
      const placement = placeAgain(delivery, placeEvent(event, event.store, deps.registries), taken);
      given.set(event.id, taken.add(placement.destination));
      return { was: delivery.destination, change: { deliveryId: delivery.deliveryId, ...placement } };
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
