import { cancelWaiting } from '../endpoints/cancel-waiting.ts';
import type { UpkeepDeps } from './upkeep-deps.ts';

/** The rows of one step, few, so that what comes in never waits long behind it. */
const step = 200;

const countsKeptMs = 8 * 86_400_000;

/** The files of an event are kept before the event is: younger ones may belong to one that is on its way. */
const filesSettledMs = 60 * 60_000;

/** Deletes everything that is older than its store keeps it. Answers how many deliveries went. */
export async function prune(deps: Pick<UpkeepDeps, 'storage' | 'registries' | 'clock'>): Promise<number> {
  const now = deps.clock.now();
  let pruned = 0;
  for (const store of deps.registries.stores.list()) {
    const { deliveredMs, failedMs, receivedMs } = store.retention;
    pruned += await pruneAll(deps, store.id, ['delivered', 'cancelled'], now - deliveredMs);
    pruned += await pruneAll(deps, store.id, ['held'], now - failedMs);
    pruned += await pruneDeadLetters(deps, store.id, failedMs, now);
    await pruneReceipts(deps, store.id, now - receivedMs);
  }
  await deps.storage.pruneCounts(now - countsKeptMs);
  await pruneFiles(deps.storage, now - filesSettledMs);
  return pruned;
}

/** A destination may keep its dead letters for a time of its own. What still waits for one that was deleted ends here. */
async function pruneDeadLetters(
  deps: Pick<UpkeepDeps, 'storage' | 'registries'>,
  store: string,
  usualMs: number,
  now: number,
): Promise<number> {
  let pruned = 0;
  for (const { id, store: owner, keepFailedMs = usualMs, state } of deps.registries.destinations.all()) {
    if (owner !== store) continue;
    if (state === 'deleted') await cancelWaiting(deps, id, now);
    for (let some = step; some === step; pruned += some) {
      some = await deps.storage.pruneFailed(id, now - keepFailedMs, step);
    }
  }
  return pruned;
}

async function pruneReceipts(deps: Pick<UpkeepDeps, 'storage'>, storage: string, before: number): Promise<void> {
  while ((await deps.storage.pruneReceipts(storage, before, step)) === step);
}

async function pruneAll(
  deps: Pick<UpkeepDeps, 'storage'>,
  store: string,
  statuses: readonly ('delivered' | 'cancelled' | 'held')[],
  before: number,
): Promise<number> {
  let pruned = 0;
  for (;;) {
    const some = await deps.storage.pruneDeliveries(store, statuses, before, step);
    pruned += some;
    if (some < step) return pruned;
  }
}

/** Takes the files away whose events are not kept any more, or never came to be. */
async function pruneFiles(storage: UpkeepDeps['storage'], before: number): Promise<void> {
  for (const events of batches(await storage.files.list(before), step)) {
    const kept = new Set(await storage.keptEvents(events));
    await storage.files.drop(events.filter((id) => !kept.has(id)));
  }
}

function batches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
