import { firstIdAt } from '../../../lib/ids.ts';
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
    const messagesOf = db.prepare(
      'SELECT DISTINCT message_seq AS seq FROM attempts WHERE delivery_seq = ? AND message_seq IS NOT NULL',
    );
    const dropAttempts = db.prepare('DELETE FROM attempts WHERE delivery_seq = ?');
    const dropMessage = db.prepare(
      'DELETE FROM messages WHERE seq = $seq AND NOT EXISTS (SELECT 1 FROM attempts WHERE message_seq = $seq)',
    );
    const dropDelivery = db.prepare('DELETE FROM deliveries WHERE seq = ?');
    const dropEvent = db.prepare(
      'DELETE FROM events WHERE seq = $seq AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event_seq = $seq)',
    );
    const dropWords = db.prepare('DELETE FROM event_words WHERE rowid = ?');
    const uncount = db.prepare('UPDATE destinations SET failed = failed - 1 WHERE seq = ?');

    return (store, statuses, before, limit) => {
      let pruned = 0;
      for (const status of statuses) {
        const found = rows<{ seq: number; event_seq: number; destination_seq: number | null }>(
          find.all(store, status, firstIdAt('dlv', before), before, limit - pruned),
        );
        for (const delivery of found) {
          const messages = rows<{ seq: number }>(messagesOf.all(delivery.seq));
          dropAttempts.run(delivery.seq);
          for (const { seq } of messages) dropMessage.run({ seq });
          dropDelivery.run(delivery.seq);
          if (dropEvent.run({ seq: delivery.event_seq }).changes > 0) dropWords.run(delivery.event_seq);
          if (status === 'failed') uncount.run(delivery.destination_seq);
        }
        pruned += found.length;
      }
      return pruned;
    };
  },
} satisfies Verb<'pruneDeliveries'>;
