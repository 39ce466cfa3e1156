import type { DeliveryStatus } from '../../model/delivery.ts';
import type { Deliveries } from '../../model/storage/deliveries.ts';
import { auditStatement } from './audit-statement.ts';
import {
  type AttemptColumns,
  attemptsOfDelivery,
  type DeliveryColumns,
  deliveryColumns,
  toAttempt,
  toDelivery,
} from './deliveries/delivery-row.ts';
import { findRelayed } from './deliveries/find-relayed.ts';
import { findWaitingRelayed } from './deliveries/find-waiting-relayed.ts';
import { listDeliveries, listDeliveryIds } from './deliveries/list-deliveries.ts';
import { replayDeliveries } from './deliveries/replay-deliveries.ts';
import { rerouting } from './deliveries/rerouting.ts';
import { row, rows, type Verbs } from './verb.ts';

export const deliveries = {
  getDelivery: {
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
  },

  listDeliveries,
  listDeliveryIds,

  cancelDelivery: {
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
  },

  findRelayed,
  findWaitingRelayed,
  replayDeliveries,
  ...rerouting,
} satisfies Verbs<Deliveries>;
