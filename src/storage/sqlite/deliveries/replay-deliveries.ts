import type { DeliveryStatus } from '../../../model/delivery.ts';
import type { Deliveries, ReplayedDelivery } from '../../../model/storage/deliveries.ts';
import { auditStatement } from '../audit-statement.ts';
import { row, type Verb } from '../verb.ts';
import { noteHourStatement } from './delivery-hours.ts';

interface Found {
  seq: number;
  event_seq: number;
  status: DeliveryStatus;
  destination_seq: number | null;
  destination: string | null;
}

export const replayDeliveries = {
  mode: 'write',
  prepare(db) {
    const find = db.prepare(`
      SELECT d.seq, d.event_seq, d.status, d.destination_seq, x.id AS destination FROM deliveries d
      LEFT JOIN destinations x ON x.seq = d.destination_seq
      WHERE d.store_id = ? AND d.id = ? AND x.state IS NOT 'deleted'`);
    // Due now, as what is tried again: lanes without an order look for what is new behind the last they have seen.
    const restart = db.prepare(`
      UPDATE deliveries SET status = $status, attempts = 0, next_attempt_at = $at, first_attempt_at = NULL,
        settled_at = NULL, reason = NULL WHERE seq = $seq`);
    const repeat = db.prepare(`
      INSERT INTO deliveries (id, event_seq, store_id, category, type, destination_seq, route_key, status, created_at, replay_of)
      SELECT ?, event_seq, store_id, category, type, destination_seq, route_key, 'pending', ?, id
      FROM deliveries WHERE seq = ?`);
    const count = db.prepare('UPDATE destinations SET pending = pending + 1, failed = failed - ? WHERE seq = ?');
    const noteHour = noteHourStatement(db);
    const audit = auditStatement(db);

    return (store, ids, newIds, at, entry, only) => {
      const replayed: ReplayedDelivery[] = [];
      ids.forEach((id, index) => {
        const found = row<Found>(find.get(store, id));
        const newId = newIds[index];
        if (found === undefined || newId === undefined) return;
        if (found.status === 'pending' || found.status === 'unrouted') return;
        if (only !== undefined && found.status !== only) return;
        const destination = found.destination === null ? {} : { destination: found.destination };
        if (found.status === 'delivered') {
          const seq = Number(repeat.run(newId, at, found.seq).lastInsertRowid);
          const { event_seq: event } = found;
          noteHour({ createdAt: at, firstSeq: seq, lastSeq: seq, firstEventSeq: event, lastEventSeq: event });
          replayed.push({ id: newId, replayOf: id, ...destination });
        } else {
          const isPlaced = found.destination_seq !== null;
          restart.run({ status: isPlaced ? 'pending' : 'unrouted', at: isPlaced ? at : null, seq: found.seq });
          replayed.push({ id, ...destination });
        }
        count.run(found.status === 'failed' ? 1 : 0, found.destination_seq);
      });
      if (replayed.length > 0) audit(entry);
      return replayed;
    };
  },
} satisfies Verb<Deliveries['replayDeliveries']>;
