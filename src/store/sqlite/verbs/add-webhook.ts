import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const add = db.prepare(`
      INSERT INTO webhooks (id, store_id, name, category, token_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)`);
    const audit = auditStatement(db);
    return ({ id, store, name, category, tokenHash, createdAt }, entry) => {
      add.run(id, store, name, category, tokenHash, createdAt);
      audit(entry);
    };
  },
} satisfies Verb<'addWebhook'>;
