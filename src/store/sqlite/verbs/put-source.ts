import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const put = db.prepare(`
      INSERT INTO sources (store_id, source, sealed, category, provisioned_by, created_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET sealed = excluded.sealed, category = excluded.category,
        provisioned_by = excluded.provisioned_by`);
    const audit = auditStatement(db);
    return ({ store, source, sealed, category, provisionedBy, createdAt }, entry) => {
      put.run(store, source, sealed, category ?? null, provisionedBy ?? null, createdAt);
      audit(entry);
    };
  },
} satisfies Verb<'putSource'>;
