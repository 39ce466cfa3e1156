import { plainRule, type Route } from '../../model/route.ts';
import type { RouteRows } from '../../model/storage/registry-rows.ts';
import { auditStatement } from './audit-statement.ts';
import { row, rows, type Verbs } from './verb.ts';

interface RouteColumns {
  store_id: string;
  key: string;
  destination_id: string | null;
  /** A RouteRule as JSON: the store knows none of its parts. */
  rule: string;
  /** RoutePlaces as JSON. */
  provisioned: string;
}

function toRoute({ store_id, key, destination_id, rule, provisioned }: RouteColumns): Route {
  return {
    ...JSON.parse(rule),
    store: store_id,
    key,
    destination: destination_id ?? undefined,
    provisioned: provisioned === '{}' ? undefined : JSON.parse(provisioned),
  };
}

export const routes = {
  listRoutes: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare('SELECT * FROM routes ORDER BY store_id, key');
      return () => rows<RouteColumns>(list.all()).map(toRoute);
    },
  },

  putRoute: {
    mode: 'write',
    prepare(db, onChange) {
      const put = db.prepare(`
        INSERT INTO routes (store_id, key, destination_id, rule, provisioned, updated_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET destination_id = excluded.destination_id, rule = excluded.rule,
          provisioned = excluded.provisioned, updated_at = excluded.updated_at`);
      const audit = auditStatement(db);
      return ({ store, key, destination, provisioned, ...rule }, at, entry) => {
        put.run(store, key, destination ?? null, JSON.stringify(rule), JSON.stringify(provisioned ?? {}), at);
        audit(entry);
        onChange({ noun: 'route', store, id: key });
      };
    },
  },

  changeRoute: {
    mode: 'write',
    prepare(db, tell) {
      // A patch takes away what is null (SQLite: json_patch, RFC 7396).
      const change = db.prepare(`
        UPDATE routes SET destination_id = coalesce($destination, destination_id), rule = json_patch(rule, $change),
          updated_at = $at
        WHERE store_id = $store AND key = $key RETURNING *`);
      const add = db.prepare(`
        INSERT INTO routes (store_id, key, destination_id, rule, updated_at)
        VALUES ($store, $key, $destination, json_patch($plain, $change), $at) RETURNING *`);
      const audit = auditStatement(db);
      return ({ store, key, destination = null }, rule, at, entry) => {
        const values = { store, key, destination, change: JSON.stringify(rule), at };
        const found =
          row<RouteColumns>(change.get(values)) ??
          row<RouteColumns>(add.get({ ...values, plain: JSON.stringify(plainRule) }));
        if (found === undefined) throw new Error('an insert with RETURNING gave no row');
        audit(entry);
        tell({ noun: 'route', store, id: key });
        return toRoute(found);
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
