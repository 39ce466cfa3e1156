import type { Category } from '../../model/category.ts';
import type { SourceRows } from '../../model/storage/registry-rows.ts';
import { auditStatement } from './audit-statement.ts';
import { rows, type Verbs } from './verb.ts';

interface SourceColumns {
  store_id: string;
  source: string;
  sealed: string;
  category: Category | null;
  provisioned_by: string | null;
  created_at: number;
}

interface ActivityColumns {
  source: string;
  received_at: number | null;
  refused_at: number | null;
  refused: number;
}

export const sources = {
  listSources: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare('SELECT * FROM sources ORDER BY store_id, source');
      return () =>
        rows<SourceColumns>(list.all()).map((found) => ({
          store: found.store_id,
          source: found.source,
          sealed: found.sealed,
          category: found.category ?? undefined,
          provisionedBy: found.provisioned_by ?? undefined,
          createdAt: found.created_at,
        }));
    },
  },

  putSource: {
    mode: 'write',
    prepare(db, onChange) {
      const put = db.prepare(`
        INSERT INTO sources (store_id, source, sealed, category, provisioned_by, created_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET sealed = excluded.sealed, category = excluded.category,
          provisioned_by = excluded.provisioned_by`);
      const audit = auditStatement(db);
      return ({ store, source, sealed, category, provisionedBy, createdAt }, entry) => {
        put.run(store, source, sealed, category ?? null, provisionedBy ?? null, createdAt);
        audit(entry);
        onChange({ noun: 'source', store, id: source });
      };
    },
  },

  deleteSource: {
    mode: 'write',
    prepare(db, onChange) {
      const remove = db.prepare('DELETE FROM sources WHERE store_id = ? AND source = ?');
      const audit = auditStatement(db);
      return (store, source, entry) => {
        const wasThere = remove.run(store, source).changes > 0;
        if (!wasThere) return false;
        audit(entry);
        onChange({ noun: 'source', store, id: source });
        return true;
      };
    },
  },

  listSourceActivity: {
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
  },
} satisfies Verbs<SourceRows>;
