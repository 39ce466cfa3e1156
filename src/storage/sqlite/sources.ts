import type { Category } from '../../model/category.ts';
import type { Refusing } from '../../model/receipt.ts';
import type { SourceRows } from '../../model/storage/registry-rows.ts';
import { auditStatement } from './audit-statement.ts';
import { row, rows, type Verbs } from './verb.ts';

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
  received_seq: number | null;
  received_at: number | null;
  refused_at: number | null;
  refused: number;
}

interface RefusingColumns {
  count: number;
  since: number | null;
  last_at: number | null;
  detail: string | null;
}

function toRefusing({ count, since, last_at: lastAt, detail }: RefusingColumns): Refusing | undefined {
  return since === null || lastAt === null ? undefined : { count, since, lastAt, detail: detail ?? '' };
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
        SELECT s.source, r.seq AS received_seq, r.at AS received_at,
          (SELECT f.at FROM requests f WHERE f.store_id = s.store_id AND f.source = s.source AND f.cause IS NOT NULL
            ORDER BY f.seq DESC LIMIT 1) AS refused_at,
          (SELECT count(*) FROM requests f WHERE f.store_id = s.store_id AND f.source = s.source
            AND f.cause IS NOT NULL) AS refused
        FROM sources s
        LEFT JOIN requests r ON r.seq = (
          SELECT b.seq FROM requests b WHERE b.store_id = s.store_id AND b.source = s.source AND b.cause IS NULL
          ORDER BY b.seq DESC LIMIT 1)
        WHERE s.store_id = ? ORDER BY s.source`);
      const alarming = `
        FROM requests INDEXED BY requests_refused
        WHERE store_id = $store AND source = $source AND cause IS NOT NULL AND cause <> 'missing' AND seq > $after`;
      const refusing = db.prepare(`
        SELECT count(*) AS count, min(at) AS since, max(at) AS last_at,
          (SELECT detail ${alarming} ORDER BY seq DESC LIMIT 1) AS detail
        ${alarming}`);
      return (store) =>
        rows<ActivityColumns>(list.all(store)).map((found) => {
          const { source, received_seq: after } = found;
          const since = row<RefusingColumns>(refusing.get({ store, source, after: after ?? 0 }));
          return {
            source,
            lastReceivedAt: found.received_at ?? undefined,
            lastRefusedAt: found.refused_at ?? undefined,
            refused: found.refused,
            refusing: since && toRefusing(since),
          };
        });
    },
  },
} satisfies Verbs<SourceRows>;
