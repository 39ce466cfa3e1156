import type { Category } from '../../../model/category.ts';
import type { Deliveries } from '../../../model/storage/deliveries.ts';
import { row, type Verb } from '../verb.ts';

interface Found {
  destination: string;
  category: Category;
  webhook: string | null;
}

export const findRelayed = {
  mode: 'read',
  prepare(db) {
    const find = db.prepare(`
      SELECT x.id AS destination, d.category, json_extract(e.body, '$.relayed.webhook') AS webhook
      FROM messages m
      JOIN destinations x ON x.seq = m.destination_seq
      JOIN attempts a ON a.message_seq = m.seq
      JOIN deliveries d ON d.seq = a.delivery_seq
      JOIN events e ON e.seq = d.event_seq
      WHERE m.message_id = ? AND m.store_id = ? AND m.delivered = 1 AND json_type(e.body, '$.relayed') = 'object'
      ORDER BY m.seq DESC LIMIT 1`);
    return (store, messageId) => {
      const found = row<Found>(find.get(messageId, store));
      return found && { ...found, webhook: found.webhook ?? undefined };
    };
  },
} satisfies Verb<Deliveries['findRelayed']>;
