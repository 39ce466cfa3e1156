import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const expire = db.prepare('DELETE FROM link_codes WHERE expires_at <= ?');
    const put = db.prepare('INSERT INTO link_codes (hash, store_id, expires_at) VALUES (?, ?, ?)');
    const audit = auditStatement(db);
    return ({ hash, store, expiresAt }, now, entry) => {
      expire.run(now);
      put.run(hash, store, expiresAt);
      audit(entry);
    };
  },
} satisfies Verb<'putLinkCode'>;
