import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const put = db.prepare(`
      INSERT INTO api_keys (id, store_id, name, prefix, hash, scopes, categories, created_at, provisioned_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    const audit = auditStatement(db);
    return (key, entry) => {
      const categories = key.categories === undefined ? null : JSON.stringify(key.categories);
      const scopes = JSON.stringify(key.scopes);
      put.run(
        key.id,
        key.store,
        key.name,
        key.prefix,
        key.hash,
        scopes,
        categories,
        key.createdAt,
        key.provisionedBy ?? null,
      );
      audit(entry);
    };
  },
} satisfies Verb<'putKey'>;
