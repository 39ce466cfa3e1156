import type { Deliveries } from '../../../model/storage/deliveries.ts';
import { row, type Verb } from '../verb.ts';

interface Found {
  delivery: string;
  event: string;
  destination: string | null;
  messageId: string | null;
}

export const findWaitingRelayed = {
  mode: 'read',
  prepare(db) {
    const find = db.prepare(`
      SELECT d.id AS delivery, e.body AS event, x.id AS destination, (
        SELECT m.message_id FROM attempts a JOIN messages m ON m.seq = a.message_seq
        WHERE a.delivery_seq = d.seq AND m.delivered = 1 ORDER BY a.seq DESC LIMIT 1
      ) AS messageId
      FROM events e
      JOIN deliveries d ON d.event_seq = e.seq
      LEFT JOIN destinations x ON x.seq = d.destination_seq
      WHERE e.store_id = ? AND e.sender_id = ? AND d.status IN ('pending', 'unrouted', 'delivered')
      ORDER BY d.seq LIMIT 1`);
    return (store, senderId) => {
      const found = row<Found>(find.get(store, senderId));
      return (
        found && {
          ...found,
          destination: found.destination ?? undefined,
          messageId: found.messageId ?? undefined,
        }
      );
    };
  },
} satisfies Verb<Deliveries['findWaitingRelayed']>;
