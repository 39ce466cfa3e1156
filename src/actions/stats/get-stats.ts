import { formatDuration } from '../../lib/duration.ts';
import { daysBetween, hoursBetween } from '../../lib/local-time.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Cursor } from '../../model/storage/page.ts';
import { defaultStore } from '../../model/store.ts';
import { togetherMs } from '../../stats/ledger.ts';
import { type Stats, StatsCounter } from '../../stats/stats.ts';
import { dearRead } from '../reading/dear-read.ts';
import { requireScope } from '../require-scope.ts';
import type { StatsDeps } from './stats-deps.ts';

export type { Stats } from '../../stats/stats.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const longestMs = 366 * dayMs;

/** The longest time for which a chart has hours. */
const hoursUpToMs = 2 * dayMs;

/** The rows of one step, few, so that what comes in never waits long behind it. */
export const statsStep = 500;

/**
 * The figures of the actor's store for a time, by when events happened. `Ledger` (src/stats/ledger.ts) says what
 * counts as a payment and what as a refund, and that no money is counted twice.
 *
 * @param signal aborts when nobody waits for the figures any more.
 * @throws CrierError `invalid_request` where the time is none, or longer than a year; `too_much_to_read` where its
 *   events take longer than ten seconds; `busy` where too many ask at once.
 */
export async function getStats(
  deps: StatsDeps,
  actor: Actor,
  { from, to, signal }: { from: number; to: number; signal?: AbortSignal | undefined },
): Promise<Stats> {
  requireScope(actor, 'read');
  requireTime(from, to);
  const { timeZone, currency } = deps.registries.stores.find(actor.store) ?? defaultStore;
  const unit = to - from <= hoursUpToMs ? 'hour' : 'day';
  const starts = unit === 'hour' ? hoursBetween(from, to, timeZone) : daysBetween(from, to, timeZone);
  const counter = new StatsCounter({ from, to, currency, unit, starts });
  return dearRead(deps, actor, signal, async (reading) => {
    let after: Cursor | undefined;
    do {
      const query = { from: from - togetherMs, to, after, limit: statsStep };
      const { rows, next } = await deps.storage.listEventFacts(actor.store, query);
      for (const facts of rows) counter.add(facts);
      after = next;
      if (after !== undefined) reading.goOn();
    } while (after !== undefined);
    return counter.stats();
  });
}

function requireTime(from: number, to: number): void {
  if (from < to && to - from <= longestMs) return;
  const message = from < to ? `expected at most ${formatDuration(longestMs)}` : 'expected a time before "until"';
  throw new CrierError('invalid_request', 'There are no figures for this time.', {
    errors: [{ path: 'since', message }],
  });
}
