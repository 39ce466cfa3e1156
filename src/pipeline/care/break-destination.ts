import type { Destination } from '../../model/destination.ts';
import { destinationName } from '../../model/destination-name.ts';
import { type NoticeDeps, sendNotice } from './notice.ts';

/** @param reason why, for a person to read. */
export type BreakDestination = (destination: Destination, reason: string) => Promise<void>;

/**
 * Marks a destination as broken: its lane stops, what waits stays, and the store's default destination is told
 * once: where that fails, at the next call. Does nothing where it is broken already and was told of.
 */
export function createBreakDestination(deps: NoticeDeps): BreakDestination {
  const { destinations } = deps.registries;
  // Several requests in flight may all be told at once.
  const underWay = new Map<string, Promise<void>>();
  const untold = new Set<string>();

  async function breakDestination(destination: Destination, reason: string): Promise<void> {
    const { id, state } = destination;
    if (state === 'deleted') return;
    if (state !== 'broken') await mark(destination, reason);
    if (!untold.has(id)) return;
    await sendNotice(deps, destination, {
      type: 'crier.destination_broken',
      title: 'A destination does not take messages any more',
      description: `${destinationName(destination)}: ${reason}. Its events are kept and wait; nothing is lost.`,
      reason,
    });
    untold.delete(id);
  }

  async function mark(destination: Destination, reason: string): Promise<void> {
    const { id, store, facts } = destination;
    const problem = { ...facts, checkedAt: deps.clock.now(), problem: reason };
    await destinations.update(destination, { state: 'broken', stateReason: reason, facts: problem });
    untold.add(id);
    const text = `${destinationName(destination)}: ${reason}`;
    deps.activities.emit({ kind: 'destination.changed', store, destination: id, state: 'broken', reason: text });
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
