import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const remove = db.prepare('DELETE FROM routes WHERE store_id = ? AND key = ?');
    const audit = auditStatement(db);
    return (store, key, entry) => {
      const wasThere = remove.run(store, key).changes > 0;
      if (wasThere) audit(entry);
      return wasThere;
    };
  },
} satisfies Verb<'deleteRoute'>;
