import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const put = db.prepare(`
      INSERT INTO routes (store_id, key, destination_id, rule, provisioned_by, updated_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET destination_id = excluded.destination_id, rule = excluded.rule,
        provisioned_by = excluded.provisioned_by, updated_at = excluded.updated_at`);
    const audit = auditStatement(db);
    return ({ store, key, destination, provisionedBy, ...rule }, at, entry) => {
      put.run(store, key, destination, JSON.stringify(rule), provisionedBy ?? null, at);
      audit(entry);
    };
  },
} satisfies Verb<'putRoute'>;
