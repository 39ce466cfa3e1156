import type { ShownDestination } from '../model/destination.ts';
import type { LimitUse } from '../model/destination-kind.ts';
import type { DestinationCounts } from '../model/storage/reports.ts';

/** Failing for less long than this, once, is nothing yet: the next attempt mostly arrives. */
const failingMs = 10_000;

/** Whatever waits longer than this without a limit to wait for is told. */
const waitingMs = 5 * 60_000;

export interface Watched {
  destination: Pick<ShownDestination, 'failingSince'>;
  counts: Pick<DestinationCounts, 'lastSuccessAt' | 'oldestWaiting'>;
  limit: Pick<LimitUse, 'closedForMs'>;
}

/**
 * The reason why nothing, or not everything, arrives at a destination that is at work: its last attempts failed (the
 * second in a row, or for 10 s), or its oldest delivery waits longer than 5 minutes for another reason than a limit.
 *
 * @param now epoch milliseconds.
 */
export function failureOf(
  { destination, counts, limit }: Watched,
  now: number,
): { reason: string; since: number } | undefined {
  const { oldestWaiting: oldest, lastSuccessAt = 0 } = counts;
  if (oldest === undefined || oldest.outcome === 'rate_limited') return undefined;
  const why = oldest.reason ?? 'nobody knows why';
  const { firstAttemptAt: triedAt } = oldest;
  const nothingSince = (at: number) => lastSuccessAt <= at;
  if (triedAt !== undefined && nothingSince(triedAt)) {
    const isFailing = oldest.attempts >= 2 || now - triedAt >= failingMs;
    const since = Math.min(triedAt, destination.failingSince ?? triedAt);
    return isFailing ? { reason: `nothing arrives: ${why}`, since } : undefined;
  }
  if (now - oldest.at < waitingMs) return undefined;
  if (triedAt !== undefined) return { reason: `a delivery does not arrive: ${why}`, since: triedAt };
  const isMoving = limit.closedForMs > 0 || !nothingSince(now - waitingMs);
  return isMoving ? undefined : { reason: 'nothing is sent, although something waits', since: oldest.at };
}
