import type { Clock } from '../lib/clock.ts';
import type { DestinationKind } from '../model/destination-kind.ts';
import type { Storage } from '../model/storage/storage.ts';
import type { Registries } from '../registry/registries.ts';

export interface RecallDeps {
  storage: Pick<Storage, 'getMeta' | 'listWaitingLanes' | 'listSends'>;
  registries: Registries;
  kinds: ReadonlyMap<string, DestinationKind>;
  clock: Clock;
}

const key = 'state';

/**
 * Counts what was sent shortly before this start towards Discord's hidden limit of a channel; after a crash perhaps
 * one more in each lane.
 *
 * @param windowMs of that limit; 0 without one.
 */
export async function recallSends(windowMs: number, { storage, registries, kinds, clock }: RecallDeps): Promise<void> {
  const now = clock.now();
  const hasCrashed = (await storage.getMeta(key)) === 'running';
  const unknown = hasCrashed ? (await storage.listWaitingLanes()).map((destination) => ({ destination, at: now })) : [];
  for (const { destination: id, at } of [...(await storage.listSends(now - windowMs)), ...unknown]) {
    const destination = registries.destinations.find(id);
    const kind = destination && kinds.get(destination.kind);
    if (destination !== undefined) kind?.limiter.recall(destination, Math.min(windowMs, Math.max(0, now - at)));
  }
}

/** The lanes are about to send: a start that finds this mark follows a crash. */
export function noteRunning(storage: Pick<Storage, 'setMeta'>): Promise<void> {
  return storage.setMeta(key, 'running');
}

/** Every send is recorded: the next start has nothing to guess. */
export function noteStopped(storage: Pick<Storage, 'setMeta'>): Promise<void> {
  return storage.setMeta(key, 'stopped');
}
