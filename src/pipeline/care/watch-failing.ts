import { formatDuration } from '../../lib/duration.ts';
import type { Destination } from '../../model/destination.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import { destinationName } from '../../model/destination-name.ts';
import type { OutcomeKind } from '../../model/outcome.ts';
import { type NoticeDeps, sendNotice } from './notice.ts';
import type { Pauses } from './pauses.ts';

export interface WatchFailingDeps extends NoticeDeps {
  kinds: ReadonlyMap<string, Pick<DestinationKind, 'patienceMs'>>;
  pauses: Pick<Pauses, 'pause'>;
}

/** @param id of the destination. Rejects where the store cannot be written. */
export type WatchFailing = (id: string, outcome: OutcomeKind) => Promise<void>;

/** Outcomes that say that the receiver does not work; a message that cannot be made says nothing of it. */
const failures: readonly OutcomeKind[] = ['retry', 'uncertain', 'rate_limited'];

/**
 * Looks at each attempt: a destination that has failed everything for longer than its kind has patience is paused,
 * and its owner is told once.
 */
export function createWatchFailing(deps: WatchFailingDeps): WatchFailing {
  const { destinations } = deps.registries;
  // With several requests in flight, the next one may fail before the pause is written down.
  const underWay = new Set<string>();

  async function pause(destination: Destination, patienceMs: number): Promise<void> {
    const name = destinationName(destination);
    const reason = `everything has failed for ${formatDuration(patienceMs)}`;
    await deps.pauses.pause(destination, { reason });
    await sendNotice(deps, destination, {
      type: 'crier.destination_paused',
      title: 'An endpoint is paused',
      description: `The endpoint ${name} answers nothing good any more. What comes for it waits.`,
      reason,
      cure: `Mend its receiver, then: npm run crier -- endpoint resume "${name}"`,
    });
  }

  async function watch(destination: Destination, patienceMs: number, outcome: OutcomeKind): Promise<void> {
    const { failingSince } = destination;
    if (outcome === 'delivered') {
      if (failingSince !== undefined) await destinations.update(destination, { failingSince: null });
      return;
    }
    if (!failures.includes(outcome)) return;
    const now = deps.clock.now();
    if (failingSince === undefined) await destinations.update(destination, { failingSince: now });
    else if (now - failingSince >= patienceMs) await pause(destination, patienceMs);
  }

  return async (id, outcome) => {
    const destination = destinations.find(id);
    const patienceMs = destination && deps.kinds.get(destination.kind)?.patienceMs;
    if (destination?.state !== 'active' || patienceMs === undefined || underWay.has(id)) return;
    underWay.add(id);
    try {
      await watch(destination, patienceMs, outcome);
    } finally {
      underWay.delete(id);
    }
  };
}
