import { rows, type Verb } from '../verb.ts';

interface ActivityColumns {
  source: string;
  received_at: number | null;
  refused_at: number | null;
  refused: number;
}

export default {
  mode: 'read',
  prepare(db) {
    const list = db.prepare(`
      SELECT s.source,
        (SELECT r.at FROM requests r WHERE r.store_id = s.store_id AND r.source = s.source AND r.cause IS NULL
          ORDER BY r.seq DESC LIMIT 1) AS received_at,
        (SELECT r.at FROM requests r WHERE r.store_id = s.store_id AND r.source = s.source AND r.cause IS NOT NULL
          ORDER BY r.seq DESC LIMIT 1) AS refused_at,
        (SELECT count(*) FROM requests r WHERE r.store_id = s.store_id AND r.source = s.source
          AND r.cause IS NOT NULL) AS refused
      FROM sources s WHERE s.store_id = ? ORDER BY s.source`);
    return (store) =>
      rows<ActivityColumns>(list.all(store)).map((found) => ({
        source: found.source,
        lastReceivedAt: found.received_at ?? undefined,
        lastRefusedAt: found.refused_at ?? undefined,
        refused: found.refused,
      }));
  },
} satisfies Verb<'listSourceActivity'>;
