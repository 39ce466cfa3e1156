import type { EventCategory } from '../../../model/category.ts';
import type { OutcomeKind } from '../../../model/outcome.ts';
import type { OldestWaiting, Reports } from '../../../model/storage/reports.ts';
import { row, rows, type Verb } from '../verb.ts';

interface CountColumns {
  seq: number;
  id: string;
  pending: number;
  failed: number;
  delivered: number;
  last_success_at: number | null;
  last_failure_at: number | null;
  last_failure: string | null;
}

interface OldestColumns {
  oldest: number;
  attempts: number;
  first_attempt_at: number | null;
  outcome: OutcomeKind | null;
  reason: string | null;
}

function toOldest(found: OldestColumns | undefined): OldestWaiting | undefined {
  return (
    found && {
      at: found.oldest,
      attempts: found.attempts,
      firstAttemptAt: found.first_attempt_at ?? undefined,
      outcome: found.outcome ?? undefined,
      reason: found.reason ?? undefined,
    }
  );
}

/** The largest exact count: beyond it nobody needs the number, and the count would grow with the backlog. */
const countCap = 10_000;

export const getCounts = {
  mode: 'read',
  prepare(db) {
    const destinations = db.prepare(`
      SELECT x.seq, x.id, x.pending, x.failed, x.delivered, x.last_success_at, x.last_failure_at, x.last_failure
      FROM destinations x WHERE x.store_id = ? ORDER BY x.seq`);
    const oldest = db.prepare(`
      SELECT d.created_at AS oldest, d.attempts, d.first_attempt_at, a.outcome, a.reason
      FROM deliveries d INDEXED BY deliveries_waiting
      LEFT JOIN attempts a ON a.seq = (SELECT max(l.seq) FROM attempts l WHERE l.delivery_seq = d.seq)
      WHERE d.destination_seq = ? AND d.status = 'pending' ORDER BY d.seq LIMIT 1`);
    const deadLetter = db.prepare(`
      SELECT d.reason FROM deliveries d INDEXED BY deliveries_failed
      WHERE d.destination_seq = ? AND d.status = 'failed' ORDER BY d.settled_at DESC LIMIT 1`);
    const held = db.prepare(`
      SELECT destination_seq, count(*) AS n FROM (
        SELECT destination_seq FROM deliveries INDEXED BY deliveries_by_status
        WHERE store_id = ? AND status = 'held' LIMIT ${countCap}) GROUP BY destination_seq`);
    const unrouted = db.prepare(`
      SELECT count(*) AS n, min(created_at) AS oldest FROM (
        SELECT created_at FROM deliveries INDEXED BY deliveries_by_status
        WHERE store_id = ? AND status = 'unrouted' ORDER BY seq LIMIT ${countCap})`);
    const categories = db.prepare(`
      SELECT category, sum(CASE WHEN minute > $minute - 60 THEN count ELSE 0 END) AS lastHour, sum(count) AS lastDay
      FROM event_counts WHERE store_id = $store AND minute > $minute - 1440 GROUP BY category`);
    return (store, now) => {
      const waiting = row<{ n: number; oldest: number | null }>(unrouted.get(store));
      const counted = rows<{ destination_seq: number; n: number }>(held.all(store));
      const heldAt = new Map(counted.map(({ destination_seq, n }) => [destination_seq, n]));
      return {
        destinations: rows<CountColumns>(destinations.all(store)).map((found) => ({
          destination: found.id,
          pending: found.pending,
          failed: found.failed,
          held: heldAt.get(found.seq) ?? 0,
          delivered: found.delivered,
          lastSuccessAt: found.last_success_at ?? undefined,
          lastFailureAt: found.last_failure_at ?? undefined,
          lastFailure: found.last_failure ?? undefined,
          lastDeadLetter: row<{ reason: string | null }>(deadLetter.get(found.seq))?.reason ?? undefined,
          oldestWaiting: toOldest(row<OldestColumns>(oldest.get(found.seq))),
        })),
        unrouted: waiting?.n ?? 0,
        oldestUnroutedAt: waiting?.oldest ?? undefined,
        categories: rows<{ category: EventCategory; lastHour: number; lastDay: number }>(
          categories.all({ store, minute: Math.floor(now / 60_000) }),
        ),
      };
    };
  },
} satisfies Verb<Reports['getCounts']>;
