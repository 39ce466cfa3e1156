import type { DigestPeriod } from '../../model/digest.ts';
import type { DigestRows } from '../../model/storage/registry-rows.ts';
import { auditStatement } from './audit-statement.ts';
import { rows, type Verbs } from './verb.ts';

interface DigestColumns {
  store_id: string;
  period: DigestPeriod;
  minute: number;
  weekday: number | null;
  last_sent_for: string | null;
}

export const digests = {
  listDigests: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare('SELECT * FROM digests ORDER BY store_id, period');
      return () =>
        rows<DigestColumns>(list.all()).map((found) => ({
          store: found.store_id,
          period: found.period,
          minute: found.minute,
          weekday: found.weekday ?? undefined,
          lastSentFor: found.last_sent_for ?? undefined,
        }));
    },
  },

  putDigest: {
    mode: 'write',
    prepare(db, onChange) {
      // A period that was told stays told when the time is changed.
      const put = db.prepare(`
        INSERT INTO digests (store_id, period, minute, weekday, last_sent_for) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET minute = excluded.minute, weekday = excluded.weekday`);
      const audit = auditStatement(db);
      return ({ store, period, minute, weekday, lastSentFor }, entry) => {
        put.run(store, period, minute, weekday ?? null, lastSentFor ?? null);
        audit(entry);
        onChange({ noun: 'digest', store, id: period });
      };
    },
  },

  deleteDigest: {
    mode: 'write',
    prepare(db, onChange) {
      const remove = db.prepare('DELETE FROM digests WHERE store_id = ? AND period = ?');
      const audit = auditStatement(db);
      return (store, period, entry) => {
        const wasThere = remove.run(store, period).changes > 0;
        if (!wasThere) return false;
        audit(entry);
        onChange({ noun: 'digest', store, id: period });
        return true;
      };
    },
  },

  markDigestSent: {
    mode: 'write',
    prepare(db, onChange) {
      const mark = db.prepare(`
        UPDATE digests SET last_sent_for = $sentFor
        WHERE store_id = $store AND period = $period AND last_sent_for IS NOT $sentFor`);
      return (store, period, sentFor) => {
        const isNew = mark.run({ store, period, sentFor }).changes > 0;
        if (isNew) onChange({ noun: 'digest', store, id: period });
        return isNew;
      };
    },
  },
} satisfies Verbs<DigestRows>;
