import type { Route } from '../../model/route.ts';
import type { RouteRows } from '../../model/storage/registry-rows.ts';
import { auditStatement } from './audit-statement.ts';
import { rows, type Verbs } from './verb.ts';

interface RouteColumns {
  store_id: string;
  key: string;
  destination_id: string;
  rule: string;
  provisioned_by: string | null;
}

export const routes = {
  listRoutes: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare('SELECT * FROM routes ORDER BY store_id, key');
      return () =>
        rows<RouteColumns>(list.all()).map(
          (found): Route => ({
            ...JSON.parse(found.rule),
            store: found.store_id,
            key: found.key,
            destination: found.destination_id,
            provisionedBy: found.provisioned_by ?? undefined,
          }),
        );
    },
  },

  putRoute: {
    mode: 'write',
    prepare(db, onChange) {
      const put = db.prepare(`
        INSERT INTO routes (store_id, key, destination_id, rule, provisioned_by, updated_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET destination_id = excluded.destination_id, rule = excluded.rule,
          provisioned_by = excluded.provisioned_by, updated_at = excluded.updated_at`);
      const audit = auditStatement(db);
      return ({ store, key, destination, provisionedBy, ...rule }, at, entry) => {
        put.run(store, key, destination, JSON.stringify(rule), provisionedBy ?? null, at);
        audit(entry);
        onChange({ noun: 'route', store, id: key });
      };
    },
  },

  deleteRoute: {
    mode: 'write',
    prepare(db, onChange) {
      const remove = db.prepare('DELETE FROM routes WHERE store_id = ? AND key = ?');
      const audit = auditStatement(db);
      return (store, key, entry) => {
        const wasThere = remove.run(store, key).changes > 0;
        if (!wasThere) return false;
        audit(entry);
        onChange({ noun: 'route', store, id: key });
        return true;
      };
    },
  },
} satisfies Verbs<RouteRows>;
