import { localDate, localMinute, weekdayOf } from '../../lib/local-time.ts';
import type { Digest } from '../../model/digest.ts';
import type { Store } from '../../model/store.ts';
import type { DigestDeps } from './digest-deps.ts';
import { sendDigest } from './send-digest.ts';

/** A digest that is later than this was missed: Crier was not running. It is not told any more. */
const latestMs = 60 * 60_000;

/**
 * Tells each store whose time has come its figures, once: the event bears an id, so that it is known again where it
 * was stored and a crash kept that from being noted.
 *
 * @returns the stores that were told, for the log.
 * @throws the first error, once all have had their turn; what failed is tried again at the next call.
 */
export async function sendDueDigests(deps: DigestDeps): Promise<string[]> {
  const now = deps.clock.now();
  const sent: string[] = [];
  const errors: unknown[] = [];
  for (const digest of await deps.storage.listDigests()) {
    const store = deps.registries.stores.find(digest.store);
    const due = store && dueDate(digest, store, now);
    if (store === undefined || due === undefined) continue;
    const name = `${store.id} ${digest.period}`;
    try {
      if (due.isInTime) {
        const actor = { name: 'schedule', store: store.id, scopes: ['admin'] as const };
        await sendDigest(deps, actor, digest.period, `crier.digest ${digest.period} ${due.date}`);
        sent.push(name);
      }
      await deps.storage.markDigestSent(store.id, digest.period, due.date);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return sent;
}

/** The date that a digest is due for now; undefined where its time has not come today. */
function dueDate(
  { minute, weekday, lastSentFor }: Digest,
  { timeZone }: Store,
  now: number,
): { date: string; isInTime: boolean } | undefined {
  const date = localDate(now, timeZone);
  const hasCome = (at: number) => localDate(at, timeZone) === date && localMinute(at, timeZone) >= minute;
  if (!hasCome(now) || lastSentFor === date) return undefined;
  if (weekday !== undefined && weekdayOf(date) !== weekday) return undefined;
  // Not by the clock on the wall: where it goes forward, 02:00 comes at 03:00.
  return { date, isInTime: !hasCome(now - latestMs) };
}
