import { row, type Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const find = db.prepare('SELECT seq, status, destination_seq, created_at FROM deliveries WHERE id = ?');
    const change = db.prepare(`
      UPDATE deliveries SET destination_seq = (SELECT seq FROM destinations WHERE id = ?), route_key = ?, status = ?,
        reason = ?, next_attempt_at = NULL, settled_at = CASE WHEN ? = 'cancelled' THEN created_at END
      WHERE seq = ?`);
    const leave = db.prepare('UPDATE destinations SET pending = pending - 1 WHERE seq = ?');
    const enter = db.prepare('UPDATE destinations SET pending = pending + 1 WHERE id = ?');
    return (changes) => {
      for (const { deliveryId, destination, routeKey, status, reason } of changes) {
        const found = row<{ seq: number; status: string; destination_seq: number | null }>(find.get(deliveryId));
        if (found === undefined || (found.status !== 'pending' && found.status !== 'unrouted')) continue;
        change.run(destination ?? null, routeKey ?? null, status, reason ?? null, status, found.seq);
        if (found.status === 'pending') leave.run(found.destination_seq);
        if (status === 'pending') enter.run(destination);
      }
    };
  },
} satisfies Verb<'rerouteDeliveries'>;
