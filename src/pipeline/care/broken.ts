import type { Destination } from '../../model/destination.ts';
import type { DestinationUpdate } from '../../model/storage/destinations.ts';
import { nameOf, type TellDeps, tellDefault } from './notice.ts';

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
      reason: `${nameOf(now)}: ${reason}`,
    });
    await tellDefault(deps, now, {
      type: 'crier.destination_broken',
      title: 'A destination does not take messages any more',
      description: `${nameOf(now)}: ${reason}. Its events are kept and wait; nothing is lost.`,
      reason,
    });
  };
}
