import {
  type AttemptColumns,
  attemptsOfDelivery,
  type DeliveryColumns,
  deliveryColumns,
  toAttempt,
  toDelivery,
} from '../delivery-row.ts';
import { row, rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const find = db.prepare(`
      SELECT ${deliveryColumns}, e.body FROM deliveries d JOIN events e ON e.seq = d.event_seq
      LEFT JOIN destinations x ON x.seq = d.destination_seq WHERE d.store_id = ? AND d.id = ?`);
    const attemptsOf = db.prepare(attemptsOfDelivery);
    return (store, id) => {
      const found = row<DeliveryColumns & { body: string }>(find.get(store, id));
      if (found === undefined) return undefined;
      const attempts = rows<AttemptColumns>(attemptsOf.all(found.seq)).map(toAttempt);
      return { delivery: toDelivery(found), event: found.body, attempts };
    };
  },
} satisfies Verb<'getDelivery'>;
