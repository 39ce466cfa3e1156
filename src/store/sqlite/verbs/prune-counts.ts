import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const prune = db.prepare('DELETE FROM event_counts WHERE minute < ?');
    return (before) => prune.run(Math.floor(before / 60_000)).changes;
  },
} satisfies Verb<'pruneCounts'>;
