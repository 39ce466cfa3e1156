import type { Events } from '../../model/storage/events.ts';
import {
  type AttemptColumns,
  attemptsOfDelivery,
  type DeliveryColumns,
  deliveryColumns,
  toAttempt,
  toDelivery,
} from './deliveries/delivery-row.ts';
import { acceptEvents } from './events/accept-events.ts';
import { testEvents } from './events/test-events.ts';
import { row, rows, type Verbs } from './verb.ts';

export const events = {
  acceptEvents,
  ...testEvents,

  getEvent: {
    mode: 'read',
    prepare(db) {
      const find = db.prepare('SELECT seq, body FROM events WHERE store_id = ? AND id = ?');
      const deliveriesOf = db.prepare(`
        SELECT ${deliveryColumns} FROM deliveries d JOIN events e ON e.seq = d.event_seq
        LEFT JOIN destinations x ON x.seq = d.destination_seq WHERE d.event_seq = ? ORDER BY d.seq`);
      const attemptsOf = db.prepare(attemptsOfDelivery);
      return (store, id) => {
        const found = row<{ seq: number; body: string }>(find.get(store, id));
        if (found === undefined) return undefined;
        const deliveries = rows<DeliveryColumns>(deliveriesOf.all(found.seq)).map((columns) => ({
          delivery: toDelivery(columns),
          attempts: rows<AttemptColumns>(attemptsOf.all(columns.seq)).map(toAttempt),
        }));
        return { event: found.body, deliveries };
      };
    },
  },

  keptEvents: {
    mode: 'read',
    prepare(db) {
      const find = db.prepare('SELECT 1 FROM events WHERE id = ?');
      return (ids) => ids.filter((id) => find.get(id) !== undefined);
    },
  },
} satisfies Verbs<Events>;
