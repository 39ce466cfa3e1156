import type { Verb } from '../verb.ts';

/** Of the refused requests of a source so many are kept: strangers must not fill the disk. */
const mostRefused = 100;

export default {
  mode: 'write',
  prepare(db) {
    const add = db.prepare(`
      INSERT INTO requests (id, store_id, source, at, cause, detail, events, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    const trim = db.prepare(`
      DELETE FROM requests WHERE store_id = $store AND source = $source AND cause IS NOT NULL AND seq <= (
        SELECT seq FROM requests WHERE store_id = $store AND source = $source AND cause IS NOT NULL
        ORDER BY seq DESC LIMIT 1 OFFSET ${mostRefused})`);
    return ({ id, store, source, at, cause, detail, events, sealed }) => {
      add.run(id, store, source, at, cause ?? null, detail ?? null, JSON.stringify(events), sealed);
      if (cause !== undefined) trim.run({ store, source });
    };
  },
} satisfies Verb<'addReceipt'>;
