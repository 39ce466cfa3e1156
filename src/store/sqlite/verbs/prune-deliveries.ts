import { firstIdAt } from '../../../lib/ids.ts';
import { type Droppable, dropStatement } from '../drop-delivery.ts';
import { rows, type Verb } from '../verb.ts';

export default {
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
} satisfies Verb<'pruneDeliveries'>;
