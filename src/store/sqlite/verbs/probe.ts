import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const write = db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('probed_at', ?)");
    return (now) => {
      write.run(String(now));
    };
  },
} satisfies Verb<'probe'>;
