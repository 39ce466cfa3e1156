import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const revoke = db.prepare('UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
    const audit = auditStatement(db);
    return (id, at, entry) => {
      const isDone = revoke.run(at, id).changes > 0;
      if (isDone) audit(entry);
      return isDone;
    };
  },
} satisfies Verb<'revokeKey'>;
