import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const put = db.prepare(`
      INSERT INTO guilds (guild_id, store_id, name, linked_at, linked_by, provisioned_by) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET name = excluded.name, linked_at = excluded.linked_at, linked_by = excluded.linked_by,
        provisioned_by = excluded.provisioned_by`);
    const audit = auditStatement(db);
    return ({ id, store, name, linkedAt, linkedBy, provisionedBy }, entry) => {
      put.run(id, store, name ?? null, linkedAt, linkedBy, provisionedBy ?? null);
      audit(entry);
    };
  },
} satisfies Verb<'putGuild'>;
