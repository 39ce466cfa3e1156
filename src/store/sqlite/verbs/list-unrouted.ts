import { type ReroutableColumns, toReroutable } from '../reroutable-row.ts';
import { rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const stores = db.prepare('SELECT id FROM stores ORDER BY id').pluck();
    const list = db.prepare(`
      SELECT d.seq, d.id, NULL AS destination, e.body
      FROM deliveries d INDEXED BY deliveries_by_status JOIN events e ON e.seq = d.event_seq
      WHERE d.store_id = ? AND d.status = 'unrouted' AND d.seq > ? ORDER BY d.seq LIMIT ?`);
    return (after, limit) =>
      rows<string>(stores.all())
        .flatMap((store) => rows<ReroutableColumns>(list.all(store, after, limit)))
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit)
        .map(toReroutable);
  },
} satisfies Verb<'listUnrouted'>;
