import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    // What was told stays told when the time is changed.
    const put = db.prepare(`
      INSERT INTO digests (store_id, period, minute, weekday, last_sent_for) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET minute = excluded.minute, weekday = excluded.weekday`);
    const audit = auditStatement(db);
    return ({ store, period, minute, weekday, lastSentFor }, entry) => {
      put.run(store, period, minute, weekday ?? null, lastSentFor ?? null);
      audit(entry);
    };
  },
} satisfies Verb<'putDigest'>;
