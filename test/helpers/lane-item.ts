import type { LaneItem } from '../../src/model/destination-kind.ts';
import type { Event } from '../../src/model/event.ts';
import type { Route } from '../../src/model/route.ts';
import { defaultStore, type Store } from '../../src/model/store.ts';

export const frostvale: Store = { ...defaultStore, id: 'main', name: 'Frostvale' };

/** An event as its type says it, with what a test cares about. */
export function anEvent(type: string, category: Event['category'], parts: Partial<Event> = {}): Event {
  return {
    id: 'evt_0193a5b2c3d4e5f60718293a4b5c6d7e',
    store: 'main',
    type,
    category,
    severity: 'info',
    occurredAt: Date.parse('2026-09-14T18:22:45Z'),
    acceptedAt: Date.parse('2026-09-14T18:22:46Z'),
    ...parts,
  };
}

/** The event on its way, by a route if one is given. */
export function laneItem(event: Event, route?: Partial<Route>): LaneItem {
  return {
    delivery: {
      id: 'dlv_0193a5b2c3d4e5f60718293a4b5c6d7e',
      eventId: event.id,
      store: 'main',
      status: 'pending',
      attempts: 0,
      createdAt: 0,
    },
    event,
    route: route && { store: 'main', key: 'default', destination: 'dst_1', muted: false, ...route },
  };
}
