import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const mark = db.prepare(`
      UPDATE digests SET last_sent_for = $sentFor
      WHERE store_id = $store AND period = $period AND last_sent_for IS NOT $sentFor`);
    return (store, period, sentFor) => mark.run({ store, period, sentFor }).changes > 0;
  },
} satisfies Verb<'markDigestSent'>;
