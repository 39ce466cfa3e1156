import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const cancel = db.prepare(`
      UPDATE deliveries SET status = 'cancelled', settled_at = $at, reason = $reason, next_attempt_at = NULL
      WHERE seq IN (
        SELECT d.seq FROM destinations x
        JOIN deliveries d INDEXED BY deliveries_waiting ON d.destination_seq = x.seq AND d.status = 'pending'
        WHERE x.id = $destination ORDER BY d.seq LIMIT $limit)`);
    const leave = db.prepare('UPDATE destinations SET pending = pending - ? WHERE id = ?');
    return (destination, reason, at, limit) => {
      const cancelled = cancel.run({ destination, reason, at, limit }).changes;
      leave.run(cancelled, destination);
      return cancelled;
    };
  },
} satisfies Verb<'cancelLane'>;
