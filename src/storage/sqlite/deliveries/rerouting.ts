import type { Deliveries, ReroutableDelivery } from '../../../model/storage/deliveries.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { row, rows, type Verbs } from '../verb.ts';

interface ReroutableColumns {
  seq: number;
  id: string;
  destination: string | null;
  route_key: string | null;
  /** A JSON list. */
  taken: string;
  body: string;
}

function toReroutable(found: ReroutableColumns): ReroutableDelivery {
  return {
    deliveryId: found.id,
    destination: found.destination ?? undefined,
    routeKey: found.route_key ?? undefined,
    taken: rows<string | null>(JSON.parse(found.taken)).map((id) => id ?? undefined),
    event: found.body,
  };
}

/** The destinations of the event's other deliveries by routes, null for an earlier one that waits without. */
const taken = `(SELECT json_group_array(t.id) FROM deliveries k LEFT JOIN destinations t ON t.seq = k.destination_seq
  WHERE k.event_seq = d.event_seq AND k.seq <> d.seq AND k.status <> 'cancelled'
    AND (k.route_key IS NOT NULL OR t.kind = 'preview' OR t.id IS NULL) AND (t.id IS NOT NULL OR k.seq < d.seq))`;

export const rerouting = {
  listUnrouted: {
    mode: 'read',
    prepare(db) {
      const stores = db.prepare('SELECT id FROM stores ORDER BY id').pluck();
      const list = db.prepare(`
        SELECT d.seq, d.id, NULL AS destination, d.route_key, ${taken} AS taken, e.body
        FROM deliveries d INDEXED BY deliveries_by_status JOIN events e ON e.seq = d.event_seq
        WHERE d.store_id = ? AND d.status = 'unrouted' AND d.seq > ? ORDER BY d.seq LIMIT ?`);
      return ({ after, limit }) => {
        const [start] = after === undefined ? [0] : decodeCursor(after, 1);
        const found = rows<string>(stores.all())
          .flatMap((store) => rows<ReroutableColumns>(list.all(store, start, limit)))
          .sort((a, b) => a.seq - b.seq)
          .slice(0, limit);
        const last = found.length < limit ? undefined : found.at(-1);
        return { rows: found.map(toReroutable), next: last === undefined ? undefined : encodeCursor(last.seq) };
      };
    },
  },

  listOrphaned: {
    mode: 'read',
    prepare(db) {
      // No route names the preview, or a destination that subscribes itself: what waits for them is not orphaned.
      const list = db.prepare(`
        SELECT d.seq, d.id, x.id AS destination, d.route_key, ${taken} AS taken, e.body
        FROM deliveries d INDEXED BY deliveries_waiting
        JOIN events e ON e.seq = d.event_seq
        JOIN destinations x ON x.seq = d.destination_seq
        WHERE d.status = 'pending' AND d.destination_seq = (
          SELECT o.seq FROM destinations o
          WHERE o.pending > 0 AND o.kind <> 'preview' AND o.subscription IS NULL AND o.state <> 'deleted'
            AND NOT EXISTS (SELECT 1 FROM routes r WHERE r.store_id = o.store_id AND r.destination_id = o.id)
          ORDER BY o.seq LIMIT 1)
        ORDER BY d.seq LIMIT ?`);
      return (limit) => rows<ReroutableColumns>(list.all(limit)).map(toReroutable);
    },
  },

  rerouteDeliveries: {
    mode: 'write',
    prepare(db) {
      const find = db.prepare('SELECT seq, status, destination_seq, created_at FROM deliveries WHERE id = ?');
      const change = db.prepare(`
        UPDATE deliveries SET destination_seq = (SELECT seq FROM destinations WHERE id = ?), route_key = ?, status = ?,
          reason = ?, next_attempt_at = NULL, settled_at = CASE WHEN ? = 'cancelled' THEN created_at END
        WHERE seq = ?`);
      const leave = db.prepare('UPDATE destinations SET pending = pending - 1 WHERE seq = ?');
      const enter = db.prepare('UPDATE destinations SET pending = pending + 1 WHERE id = ?');
      return (changes) => {
        for (const { deliveryId, destination, routeKey, status, reason } of changes) {
          const found = row<{ seq: number; status: string; destination_seq: number | null }>(find.get(deliveryId));
          if (found === undefined || (found.status !== 'pending' && found.status !== 'unrouted')) continue;
          change.run(destination ?? null, routeKey ?? null, status, reason ?? null, status, found.seq);
          if (found.status === 'pending') leave.run(found.destination_seq);
          if (status === 'pending') enter.run(destination);
        }
      };
    },
  },
} satisfies Verbs<Pick<Deliveries, 'listUnrouted' | 'listOrphaned' | 'rerouteDeliveries'>>;
