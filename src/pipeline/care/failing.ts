import type { Clock } from '../../lib/clock.ts';
import { formatDuration } from '../../lib/duration.ts';
import type { Destination } from '../../model/destination.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import { destinationName } from '../../model/destination-name.ts';
import type { OutcomeKind } from '../../model/outcome.ts';
import type { DestinationUpdate } from '../../model/storage/destinations.ts';
import type { Directory } from '../../registry/directory.ts';
import { type TellDeps, tellDefault } from './notice.ts';
import type { Pauses } from './pauses.ts';

export interface WatchDeps extends TellDeps {
  kinds: ReadonlyMap<string, DestinationKind>;
  directory: Directory;
  book: { update(destination: Destination, update: DestinationUpdate): Promise<Destination> };
  pauses: Pick<Pauses, 'pause'>;
  clock: Clock;
}

/** Outcomes that say that the receiver does not work; a message that cannot be made says nothing of it. */
const failures: readonly OutcomeKind[] = ['retry', 'uncertain', 'rate_limited'];

/**
 * Looks at each attempt: a destination that has failed everything for longer than its kind has patience is paused,
 * and its owner is told once. Rejects where the store cannot be written.
 */
export function createWatchFailing(deps: WatchDeps) {
  return async (id: string, outcome: OutcomeKind): Promise<void> => {
    const destination = deps.directory.destination(id);
    const patienceMs = destination && deps.kinds.get(destination.kind)?.patienceMs;
    if (destination === undefined || patienceMs === undefined || destination.state !== 'active') return;
    const { failingSince } = destination;
    if (outcome === 'delivered') {
      if (failingSince !== undefined) await deps.book.update(destination, { failingSince: null });
      return;
    }
    if (!failures.includes(outcome)) return;
    const now = deps.clock.now();
    if (failingSince === undefined) {
      await deps.book.update(destination, { failingSince: now });
      return;
    }
    if (now - failingSince < patienceMs) return;
    const reason = `everything has failed for ${formatDuration(patienceMs)}`;
    await deps.pauses.pause(destination, { reason });
    await tellDefault(deps, destination, {
      type: 'crier.destination_paused',
      title: 'An endpoint is paused',
      description: `The endpoint ${destinationName(destination)} answers nothing good any more. What comes for it waits.`,
      reason,
      cure: `Mend its receiver, then: npm run crier -- endpoint resume "${destinationName(destination)}"`,
    });
  };
}
