import type { Lanes } from '../../../model/storage/lanes.ts';
import { row, type Verb } from '../verb.ts';
import { leaseLost } from './lease-lost.ts';
import { createLeases } from './leases.ts';

interface Found {
  seq: number;
  status: string;
  destination_seq: number | null;
  made: number;
}

/** The destination, and the epoch in which its lane is; null where nobody ever had it. */
interface Lane {
  seq: number;
  store_id: string;
  epoch: number | null;
}

export const recordAttempts = {
  mode: 'write',
  prepare(db) {
    createLeases(db);
    const find = db.prepare(`
      SELECT d.seq, d.status, d.destination_seq, (SELECT count(*) FROM attempts a WHERE a.delivery_seq = d.seq) AS made
      FROM deliveries d WHERE d.id = ?`);
    const laneOf = db.prepare(`
      SELECT x.seq, x.store_id, leases.epoch FROM destinations x
      LEFT JOIN leases ON leases.destination_seq = x.seq WHERE x.id = ?`);
    const addMessage = db.prepare(`
      INSERT INTO messages (store_id, destination_seq, sent_at, delivered, message_id, body, format)
      VALUES (?, ?, ?, ?, ?, ?, ?)`);
    const dropMessage = db.prepare('DELETE FROM messages WHERE seq = ?');
    const addAttempt = db.prepare(`
      INSERT INTO attempts (id, delivery_seq, number, at, outcome, status_code, code, reason, latency_ms, message_seq)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    const settle = db.prepare(`
      UPDATE deliveries SET status = ?, attempts = attempts + ?, next_attempt_at = ?,
        first_attempt_at = CASE WHEN ? THEN coalesce(first_attempt_at, ?) ELSE first_attempt_at END,
        settled_at = ?, reason = ?, message_url = coalesce(?, message_url), destination_seq = ?
      WHERE seq = ?`);
    const land = db.prepare('DELETE FROM in_flight WHERE delivery_seq = ?');
    const leave = db.prepare('UPDATE destinations SET pending = pending - ? WHERE seq = ?');
    const count = db.prepare(`
      UPDATE destinations SET delivered = delivered + ?, failed = failed + ?,
        last_success_at = CASE WHEN ? THEN ? ELSE last_success_at END,
        last_failure_at = CASE WHEN ? THEN ? ELSE last_failure_at END,
        last_failure = CASE WHEN ? THEN ? ELSE last_failure END
      WHERE seq = ?`);

    return (record, epoch) => {
      const destination = row<Lane>(laneOf.get(record.destination));
      if (destination === undefined) return;
      if (destination.epoch !== epoch) throw leaseLost(record.destination);
      const isDelivered = record.outcome === 'delivered';
      const messageSeq =
        record.message === undefined
          ? null
          : addMessage.run(
              destination.store_id,
              destination.seq,
              record.at,
              isDelivered ? 1 : 0,
              record.messageId ?? null,
              record.message,
              record.format ?? 'discord',
            ).lastInsertRowid;
      let delivered = 0;
      let failed = 0;
      let isKept = false;
      const left = new Map<number | null, number>();
      for (const item of record.items) {
        const found = row<Found>(find.get(item.deliveryId));
        if (found === undefined) continue;
        isKept = true;
        addAttempt.run(
          item.attemptId,
          found.seq,
          found.made + 1,
          record.at,
          item.outcome ?? record.outcome,
          record.statusCode ?? null,
          record.code ?? null,
          item.reason ?? record.reason ?? null,
          Math.round(record.latencyMs),
          messageSeq,
        );
        land.run(found.seq);
        // Cancelled while it was under way: what was sent is written down, and it stays cancelled.
        if (found.status !== 'pending' && found.status !== 'unrouted') continue;
        // Given another place while it was under way: it waits there, unless it has arrived here.
        if (found.destination_seq !== destination.seq && item.status !== 'delivered') continue;
        const settledAt = item.status === 'pending' ? null : record.at;
        const reason = item.status === 'delivered' ? null : (item.reason ?? record.reason ?? null);
        const spent = item.spent ? 1 : 0;
        const link = item.status === 'delivered' ? (record.messageUrl ?? null) : null;
        settle.run(
          item.status,
          spent,
          item.nextAttemptAt ?? null,
          spent,
          record.at,
          settledAt,
          reason,
          link,
          destination.seq,
          found.seq,
        );
        if (found.status === 'pending' && item.status !== 'pending') {
          left.set(found.destination_seq, (left.get(found.destination_seq) ?? 0) + 1);
        }
        if (item.status === 'delivered') delivered += 1;
        if (item.status === 'failed') failed += 1;
      }
      // All that it showed was deleted while it was under way.
      if (!isKept && messageSeq !== null) dropMessage.run(messageSeq);
      for (const [lane, settled] of left) leave.run(settled, lane);
      const hasFailed = isDelivered || record.outcome === 'amend' || record.outcome === 'rate_limited' ? 0 : 1;
      const reason = record.reason ?? record.outcome;
      count.run(
        delivered,
        failed,
        delivered > 0 ? 1 : 0,
        record.at,
        hasFailed,
        record.at,
        hasFailed,
        reason,
        destination.seq,
      );
    };
  },
} satisfies Verb<Lanes['recordAttempts']>;
