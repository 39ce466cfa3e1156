import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const touch = db.prepare('UPDATE api_keys SET last_used_at = max(coalesce(last_used_at, 0), ?) WHERE id = ?');
    return (usedAt) => {
      for (const [id, at] of Object.entries(usedAt)) touch.run(at, id);
    };
  },
} satisfies Verb<'touchKeys'>;
