import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const remove = db.prepare('DELETE FROM sources WHERE store_id = ? AND source = ?');
    const audit = auditStatement(db);
    return (store, source, entry) => {
      const wasThere = remove.run(store, source).changes > 0;
      if (wasThere) audit(entry);
      return wasThere;
    };
  },
} satisfies Verb<'deleteSource'>;
