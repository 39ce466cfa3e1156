import { row, type Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const expire = db.prepare('DELETE FROM link_codes WHERE expires_at <= ?');
    const take = db.prepare('DELETE FROM link_codes WHERE hash = ? RETURNING store_id AS store');
    return (hash, now) => {
      expire.run(now);
      return row<{ store: string }>(take.get(hash))?.store;
    };
  },
} satisfies Verb<'takeLinkCode'>;
