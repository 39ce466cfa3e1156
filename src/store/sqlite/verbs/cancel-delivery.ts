import type { DeliveryStatus } from '../../../model/delivery.ts';
import { auditStatement } from '../audit-statement.ts';
import { row, type Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const find = db.prepare('SELECT seq, status, destination_seq FROM deliveries WHERE store_id = ? AND id = ?');
    const cancel = db.prepare(`
      UPDATE deliveries SET status = 'cancelled', settled_at = ?, next_attempt_at = NULL, reason = ? WHERE seq = ?`);
    const forget = db.prepare('UPDATE destinations SET pending = pending - 1 WHERE seq = ?');
    const audit = auditStatement(db);
    return (store, id, at, entry) => {
      const found = row<{ seq: number; status: DeliveryStatus; destination_seq: number | null }>(find.get(store, id));
      if (found === undefined) return undefined;
      if (found.status !== 'pending' && found.status !== 'unrouted') return found.status;
      cancel.run(at, `cancelled by ${entry.actor}`, found.seq);
      if (found.status === 'pending') forget.run(found.destination_seq);
      audit(entry);
      return found.status;
    };
  },
} satisfies Verb<'cancelDelivery'>;
