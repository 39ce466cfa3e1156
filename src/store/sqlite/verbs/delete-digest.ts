import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const remove = db.prepare('DELETE FROM digests WHERE store_id = ? AND period = ?');
    const audit = auditStatement(db);
    return (store, period, entry) => {
      const wasThere = remove.run(store, period).changes > 0;
      if (wasThere) audit(entry);
      return wasThere;
    };
  },
} satisfies Verb<'deleteDigest'>;
