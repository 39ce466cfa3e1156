import type { Destination } from '../../model/destination.ts';
import { destinationName } from '../../model/destination-name.ts';
import { type NoticeDeps, sendNotice } from './notice.ts';

/** @param reason why, for a person to read. */
export type BreakDestination = (destination: Destination, reason: string) => Promise<void>;

/**
 * Marks a destination as broken: its lane stops, what waits stays, and the store's default destination is told
 * once. Does nothing where it is broken already.
 */
export function createBreakDestination(deps: NoticeDeps): BreakDestination {
  const { destinations } = deps.registries;
  // Several requests in flight may all be told at once.
  const underWay = new Map<string, Promise<void>>();

  async function breakDestination(destination: Destination, reason: string): Promise<void> {
    const { id, store, state, facts } = destination;
    if (state === 'broken' || state === 'deleted') return;
    const problem = { ...facts, checkedAt: deps.clock.now(), problem: reason };
    await destinations.update(destination, { state: 'broken', stateReason: reason, facts: problem });
    const text = `${destinationName(destination)}: ${reason}`;
    deps.activities.emit({ kind: 'destination.changed', store, destination: id, state: 'broken', reason: text });
    await sendNotice(deps, destination, {
      type: 'crier.destination_broken',
      title: 'A destination does not take messages any more',
      description: `${text}. Its events are kept and wait; nothing is lost.`,
      reason,
    });
  }

  return (destination, reason) => {
    const { id } = destination;
    const broken =
      underWay.get(id) ??
      breakDestination(destinations.find(id) ?? destination, reason).finally(() => underWay.delete(id));
    underWay.set(id, broken);
    return broken;
  };
}
