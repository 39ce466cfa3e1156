import { type ReroutableColumns, toReroutable } from '../reroutable-row.ts';
import { rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    // No route names the preview, or a destination that subscribes itself: what waits for them is not orphaned.
    const list = db.prepare(`
      SELECT d.seq, d.id, x.id AS destination, e.body
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
} satisfies Verb<'listOrphaned'>;
