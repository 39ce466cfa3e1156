import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const setState = db.prepare('UPDATE destinations SET state = ? WHERE id = ?');
    const setReason = db.prepare('UPDATE destinations SET broken_reason = ? WHERE id = ?');
    const setFacts = db.prepare('UPDATE destinations SET facts = ? WHERE id = ?');
    const setOnUncertain = db.prepare('UPDATE destinations SET on_uncertain = ? WHERE id = ?');
    const setSchedule = db.prepare('UPDATE destinations SET schedule = ? WHERE id = ?');
    return (id, update) => {
      if (update.state !== undefined) setState.run(update.state, id);
      if (update.brokenReason !== undefined) setReason.run(update.brokenReason, id);
      if (update.facts !== undefined) setFacts.run(JSON.stringify(update.facts), id);
      if (update.onUncertain !== undefined) setOnUncertain.run(update.onUncertain, id);
      if (update.schedule !== undefined)
        setSchedule.run(update.schedule === null ? null : JSON.stringify(update.schedule), id);
    };
  },
} satisfies Verb<'updateDestination'>;
