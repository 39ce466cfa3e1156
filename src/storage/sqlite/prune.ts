import { firstIdAt } from '../../lib/ids.ts';
import type { Pruning } from '../../model/storage/upkeep.ts';
import { type Droppable, dropStatement } from './drop-delivery.ts';
import { rows, type Verbs } from './verb.ts';

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
