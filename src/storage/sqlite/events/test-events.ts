import type { DeliveryStatus } from '../../../model/delivery.ts';
import type { Event } from '../../../model/event.ts';
import type { Events } from '../../../model/storage/events.ts';
import { isTestEvent } from '../../../model/test-event.ts';
import { auditStatement } from '../audit-statement.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { dropStatement } from '../drop-delivery.ts';
import { row, rows, rowsOf, type Verbs } from '../verb.ts';

/** So many events that hold the word are looked at for one page. */
const mostLookedAt = 500;

interface HangingDelivery {
  seq: number;
  event_seq: number;
  destination_seq: number | null;
  status: DeliveryStatus;
}

export const testEvents = {
  listTestEvents: {
    mode: 'read',
    prepare(db) {
      // Both the id and the title of such an event hold the word.
      const list = db.prepare(`
        SELECT e.seq, e.store_id, e.body FROM event_words w CROSS JOIN events e ON e.seq = w.rowid
        WHERE event_words MATCH '"test"' AND w.rowid > $after ORDER BY w.rowid LIMIT ${mostLookedAt}`);
      const waiting = db.prepare(`
        SELECT count(*) FROM deliveries WHERE event_seq = ? AND status IN ('pending', 'unrouted')`);
      return (store, { after, limit }) => {
        const [start = 0] = after === undefined ? [] : decodeCursor(after, 1);
        const found = [];
        let last = 0;
        let looked = 0;
        for (const one of rowsOf<{ seq: number; store_id: string; body: string }>(list.iterate({ after: start }))) {
          last = one.seq;
          looked += 1;
          const event: Event | undefined = one.store_id === store ? JSON.parse(one.body) : undefined;
          if (event !== undefined && isTestEvent(event)) found.push({ seq: one.seq, id: event.id });
          if (found.length === limit) break;
        }
        return {
          rows: found.map(({ seq, id }) => ({ id, waiting: waitingOf(seq) })),
          next: found.length === limit || looked === mostLookedAt ? encodeCursor(last) : undefined,
        };
      };

      function waitingOf(seq: number): number {
        return Number(waiting.pluck().get(seq));
      }
    },
  },

  deleteEvents: {
    mode: 'write',
    prepare(db) {
      const find = db.prepare('SELECT seq FROM events WHERE store_id = ? AND id = ?');
      const hanging = db.prepare('SELECT seq, event_seq, destination_seq, status FROM deliveries WHERE event_seq = ?');
      const leave = db.prepare('UPDATE destinations SET pending = pending - 1 WHERE seq = ?');
      const dropEvent = db.prepare('DELETE FROM events WHERE seq = ?');
      const dropWords = db.prepare('DELETE FROM event_words WHERE rowid = ?');
      const dropKeys = db.prepare('DELETE FROM event_keys WHERE event_seq = ?');
      const drop = dropStatement(db);
      const audit = auditStatement(db);
      return (store, ids, entry) => {
        let [deleted, cancelled] = [0, 0];
        for (const id of ids) {
          const event = row<{ seq: number }>(find.get(store, id));
          if (event === undefined) continue;
          deleted += 1;
          for (const delivery of rows<HangingDelivery>(hanging.all(event.seq))) {
            if (delivery.status === 'pending') leave.run(delivery.destination_seq);
            if (delivery.status === 'pending' || delivery.status === 'unrouted') cancelled += 1;
            drop(delivery, delivery.status);
          }
          if (dropEvent.run(event.seq).changes > 0) {
            dropWords.run(event.seq);
            dropKeys.run(event.seq);
          }
        }
        if (deleted > 0) audit(entry);
        return { deleted, cancelled };
      };
    },
  },
} satisfies Verbs<Pick<Events, 'listTestEvents' | 'deleteEvents'>>;
