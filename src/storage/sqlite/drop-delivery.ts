import type { Database } from 'better-sqlite3';
import { rows } from './verb.ts';

/** A delivery with what it hangs on. */
export interface Droppable {
  seq: number;
  event_seq: number;
  destination_seq: number | null;
}

/** Deletes a delivery with its attempts, and the message and the event that nothing else hangs on. */
export function dropStatement(db: Database): (delivery: Droppable, status: string) => void {
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
