import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const prune = db.prepare(`
      DELETE FROM requests WHERE seq IN (SELECT seq FROM requests WHERE store_id = ? AND at < ? LIMIT ?)`);
    return (store, before, limit) => prune.run(store, before, limit).changes;
  },
} satisfies Verb<'pruneReceipts'>;
