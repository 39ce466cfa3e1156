import { plainRule } from '../../../model/route.ts';
import { auditStatement } from '../audit-statement.ts';
import { type RouteColumns, toRoute } from '../route-row.ts';
import { row, type Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
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
      const known = row<RouteColumns>(change.get(values));
      if (known === undefined && destination === null) return undefined;
      const found = known ?? row<RouteColumns>(add.get({ ...values, plain: JSON.stringify(plainRule) }));
      if (found === undefined) throw new Error('an insert with RETURNING gave no row');
      audit(entry);
      return toRoute(found);
    };
  },
} satisfies Verb<'changeRoute'>;
