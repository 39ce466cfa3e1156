import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    // The row stays for the log; its secret goes, and its name is free again.
    const remove = db.prepare(`
      UPDATE destinations SET state = 'deleted', state_reason = NULL, sealed = '', fingerprint = 'deleted ' || id,
        subscription = NULL, provisioned_by = NULL, paused_until = NULL, failing_since = NULL
      WHERE id = ? AND state <> 'deleted'`);
    const audit = auditStatement(db);
    return (id, entry) => {
      const wasThere = remove.run(id).changes > 0;
      if (wasThere) audit(entry);
      return wasThere;
    };
  },
} satisfies Verb<'deleteDestination'>;
