import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const remove = db.prepare('DELETE FROM webhooks WHERE store_id = ? AND id = ?');
    const audit = auditStatement(db);
    return (store, id, entry) => {
      const wasThere = remove.run(store, id).changes > 0;
      if (wasThere) audit(entry);
      return wasThere;
    };
  },
} satisfies Verb<'deleteWebhook'>;
