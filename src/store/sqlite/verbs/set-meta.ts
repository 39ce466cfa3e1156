import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const put = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
    return (key, value) => {
      put.run(key, value);
    };
  },
} satisfies Verb<'setMeta'>;
