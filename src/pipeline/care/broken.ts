import type { Destination } from '../../model/destination.ts';
import { destinationName } from '../../model/destination-name.ts';
import type { DestinationUpdate } from '../../model/storage/destinations.ts';
import { type TellDeps, tellDefault } from './notice.ts';

export interface BreakDeps extends TellDeps {
  book: { update(destination: Destination, update: DestinationUpdate): Promise<Destination> };
}

export type BreakDestination = (destination: Destination, reason: string) => Promise<void>;

/**
 * Marks a destination as broken: its lane stops, what waits stays, and the store's default destination is told
 * once. Does nothing where it is broken already.
 */
export function createBreakDestination(deps: BreakDeps): BreakDestination {
  return async (destination, reason) => {
    const now = deps.directory.destination(destination.id) ?? destination;
    if (now.state === 'broken' || now.state === 'deleted') return;
    await deps.book.update(now, {
      state: 'broken',
      stateReason: reason,
      facts: { ...now.facts, checkedAt: deps.clock.now(), problem: reason },
    });
    deps.live.emit({
      kind: 'destination.changed',
      store: now.store,
      destination: now.id,
      state: 'broken',
      reason: `${destinationName(now)}: ${reason}`,
    });
    await tellDefault(deps, now, {
      type: 'crier.destination_broken',
      title: 'A destination does not take messages any more',
      description: `${destinationName(now)}: ${reason}. Its events are kept and wait; nothing is lost.`,
      reason,
    });
  };
}
