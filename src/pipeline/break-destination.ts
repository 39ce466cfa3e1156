import type { Clock } from '../lib/clock.ts';
import { newId } from '../lib/ids.ts';
import type { Signal } from '../lib/signal.ts';
import type { Destination } from '../model/destination.ts';
import type { EventInput } from '../model/event.ts';
import type { Live } from '../model/live.ts';
import type { AcceptedEvent, DestinationUpdate, NewEvent } from '../model/records.ts';
import { completeEvent, toNewEvent } from './accept.ts';
import type { Directory } from './directory.ts';

export interface BreakDeps {
  store: { acceptEvents(events: readonly NewEvent[]): Promise<AcceptedEvent[]> };
  directory: Directory;
  book: { update(destination: Destination, update: DestinationUpdate): Promise<Destination> };
  clock: Clock;
  live: Signal<Live>;
  wake(destination: string): void;
}

export type BreakDestination = (destination: Destination, reason: string) => Promise<void>;

/**
 * Marks a destination as broken: its lane stops, what waits stays, and the store's default destination is told
 * once. Does nothing where it is broken already.
 */
export function createBreakDestination(deps: BreakDeps): BreakDestination {
  return async (destination, reason) => {
    const now = deps.directory.destination(destination.id) ?? destination;
    if (now.state === 'broken') return;
    await deps.book.update(now, {
      state: 'broken',
      brokenReason: reason,
      facts: { ...now.facts, checkedAt: deps.clock.now(), problem: reason },
    });
    deps.live.emit({
      kind: 'destination.changed',
      store: now.store,
      destination: now.id,
      state: 'broken',
      reason: `${now.label}: ${reason}`,
    });
    await tellDefault(now, reason, deps);
  };
}

async function tellDefault(broken: Destination, reason: string, deps: BreakDeps): Promise<void> {
  const routes = [...deps.directory.routes(broken.store).values()];
  const fallback = routes.find(({ key }) => key === 'default');
  const to = fallback && deps.directory.destination(fallback.destination);
  if (fallback === undefined || to === undefined || to.id === broken.id || to.state === 'broken') return;
  const keys = routes.filter(({ destination }) => destination === broken.id).map(({ key }) => key);
  const input: EventInput = {
    type: 'crier.destination_broken',
    category: 'errors',
    severity: 'error',
    title: 'A destination does not take messages any more',
    description: `${broken.facts.name ?? broken.label}: ${reason}. Its events are kept and wait; nothing is lost.`,
    data: { destination: broken.label, routes: keys, reason },
  };
  const event = completeEvent(input, broken.store, deps.clock.now());
  const delivery = { id: newId('dlv'), destination: to.id, routeKey: 'default', status: 'pending' as const };
  const [accepted] = await deps.store.acceptEvents([toNewEvent(event, input, [delivery])]);
  if (accepted !== undefined) deps.live.emit({ kind: 'event.accepted', event, accepted });
  deps.wake(to.id);
}
