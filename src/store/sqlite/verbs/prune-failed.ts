import { type Droppable, dropStatement } from '../drop-delivery.ts';
import { rows, type Verb } from '../verb.ts';

export default {
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
} satisfies Verb<'pruneFailed'>;
