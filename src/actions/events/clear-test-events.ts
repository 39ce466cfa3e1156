import type { Actor } from '../../model/api-key.ts';
import type { Cursor } from '../../model/storage/page.ts';
import { auditOf } from '../audit-of.ts';
import { dearRead } from '../reading/dear-read.ts';
import { requireScope } from '../require-scope.ts';
import type { EventDeps } from './event-deps.ts';

/** The events of one step, few, so that what comes in never waits long behind it. */
const step = 200;

/** The events that the demo, samples and tests made, and how many of their deliveries wait. */
export interface TestEventCount {
  events: number;
  waiting: number;
}

/**
 * Counts the events of the actor's store that were made to try things.
 *
 * @throws CrierError `too_much_to_read` where that takes longer than ten seconds; `busy` where too many read at once.
 */
export async function countTestEvents(
  deps: Pick<EventDeps, 'storage' | 'reads' | 'clock'>,
  actor: Actor,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<TestEventCount> {
  requireScope(actor, 'read');
  return dearRead(deps, actor, signal, async (reading) => {
    const count = { events: 0, waiting: 0 };
    let after: Cursor | undefined;
    do {
      const { rows, next } = await deps.storage.listTestEvents(actor.store, { after, limit: step });
      count.events += rows.length;
      for (const { waiting } of rows) count.waiting += waiting;
      after = next;
      if (after !== undefined) reading.goOn();
    } while (after !== undefined);
    return count;
  });
}

/**
 * Deletes all events of the actor's store that were made to try things, with their deliveries; what waits is not sent
 * any more. Answers how many events there were, and how many deliveries waited.
 */
export async function clearTestEvents(
  deps: Pick<EventDeps, 'storage' | 'clock'>,
  actor: Actor,
): Promise<{ deleted: number; cancelled: number }> {
  requireScope(actor, 'admin');
  const done = { deleted: 0, cancelled: 0 };
  const audit = () => auditOf(actor, deps.clock.now(), 'clear-test-events', 'test events');
  let after: Cursor | undefined;
  do {
    const { rows, next } = await deps.storage.listTestEvents(actor.store, { after, limit: step });
    const ids = rows.map(({ id }) => id);
    const { deleted, cancelled } = await deps.storage.deleteEvents(actor.store, ids, audit());
    await deps.storage.files.drop(ids);
    done.deleted += deleted;
    done.cancelled += cancelled;
    after = next;
  } while (after !== undefined);
  return done;
}
