import type { Database } from 'better-sqlite3';
import { firstIdAt } from '../../lib/ids.ts';
import type { Pruning } from '../../model/storage/upkeep.ts';
import { rows, type Verbs } from './verb.ts';

interface Droppable {
  seq: number;
  event_seq: number;
  destination_seq: number | null;
}

/** Deletes a settled delivery with its attempts, and the message and the event that nothing else hangs on. */
function dropStatement(db: Database): (delivery: Droppable, status: string) => void {
  const messagesOf = db.prepare(
    'SELECT DISTINCT message_seq AS seq FROM attempts WHERE delivery_seq = ? AND message_seq IS NOT NULL',
  );
  const dropAttempts = db.prepare('DELETE FROM attempts WHERE delivery_seq = ?');
  const dropMessage = db.prepare(
    'DELETE FROM messages WHERE seq = $seq AND NOT EXISTS (SELECT 1 FROM attempts WHERE message_seq = $seq)',
  );
  const land = db.prepare('DELETE FROM in_flight WHERE delivery_seq = ?');
  const dropDelivery = db.prepare('DELETE FROM deliveries WHERE seq = ?');
  const dropEvent = db.prepare(
    'DELETE FROM events WHERE seq = $seq AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event_seq = $seq)',
  );
  const dropWords = db.prepare('DELETE FROM event_words WHERE rowid = ?');
  const dropKeys = db.prepare('DELETE FROM event_keys WHERE event_seq = ?');
  const uncount = db.prepare('UPDATE destinations SET failed = failed - 1 WHERE seq = ?');

  return (delivery, status) => {
    const messages = rows<{ seq: number }>(messagesOf.all(delivery.seq));
    dropAttempts.run(delivery.seq);
    for (const { seq } of messages) dropMessage.run({ seq });
    land.run(delivery.seq);
    dropDelivery.run(delivery.seq);
    if (dropEvent.run({ seq: delivery.event_seq }).changes > 0) {
      dropWords.run(delivery.event_seq);
      dropKeys.run(delivery.event_seq);
    }
    if (status === 'failed') uncount.run(delivery.destination_seq);
  };
}

export const prune = {
  pruneDeliveries: {
    mode: 'write',
    prepare(db) {
      const find = db.prepare(`
        SELECT seq, event_seq, destination_seq FROM deliveries INDEXED BY deliveries_by_status
        WHERE store_id = ? AND status = ?
          AND seq < coalesce((SELECT seq FROM deliveries WHERE id >= ? ORDER BY id LIMIT 1), 9e15)
          AND settled_at < ?
        ORDER BY seq LIMIT ?`);
      const drop = dropStatement(db);
      return (store, statuses, before, limit) => {
        let pruned = 0;
        for (const status of statuses) {
          const found = rows<Droppable>(find.all(store, status, firstIdAt('dlv', before), before, limit - pruned));
          for (const delivery of found) drop(delivery, status);
          pruned += found.length;
        }
        return pruned;
      };
    },
  },

  pruneFailed: {
    mode: 'write',
    prepare(db) {
      const find = db.prepare(`
        SELECT d.seq, d.event_seq, d.destination_seq FROM destinations x
        JOIN deliveries d INDEXED BY deliveries_failed ON d.destination_seq = x.seq AND d.status = 'failed'
        WHERE x.id = ? AND d.settled_at < ? ORDER BY d.settled_at LIMIT ?`);
      const drop = dropStatement(db);
      return (destination, before, limit) => {
        const found = rows<Droppable>(find.all(destination, before, limit));
        for (const delivery of found) drop(delivery, 'failed');
        return found.length;
      };
    },
  },

  pruneCounts: {
    mode: 'write',
    prepare(db) {
      const remove = db.prepare('DELETE FROM event_counts WHERE minute < ?');
      return (before) => remove.run(Math.floor(before / 60_000)).changes;
    },
  },

  pruneReceipts: {
    mode: 'write',
    prepare(db) {
      const remove = db.prepare(`
        DELETE FROM requests WHERE seq IN (SELECT seq FROM requests WHERE store_id = ? AND at < ? LIMIT ?)`);
      return (store, before, limit) => remove.run(store, before, limit).changes;
    },
  },
} satisfies Verbs<Pruning>;
