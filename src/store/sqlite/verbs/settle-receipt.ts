import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const settle = db.prepare('UPDATE requests SET cause = NULL, detail = NULL, events = ? WHERE id = ?');
    return (id, events) => {
      settle.run(JSON.stringify(events), id);
    };
  },
} satisfies Verb<'settleReceipt'>;
