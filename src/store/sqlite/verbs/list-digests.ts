import type { DigestPeriod } from '../../../model/digest.ts';
import { rows, type Verb } from '../verb.ts';

interface DigestColumns {
  store_id: string;
  period: DigestPeriod;
  minute: number;
  weekday: number | null;
  last_sent_for: string | null;
}

export default {
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
} satisfies Verb<'listDigests'>;
