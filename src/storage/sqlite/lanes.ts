import type { Lanes } from '../../model/storage/lanes.ts';
import { type DeliveryColumns, deliveryColumns, toLaneRow } from './deliveries/delivery-row.ts';
import { inFlight } from './lanes/in-flight.ts';
import { leases } from './lanes/leases.ts';
import { peekDue } from './lanes/peek-due.ts';
import { recordAttempts } from './lanes/record-attempts.ts';
import { rows, type Verbs } from './verb.ts';

/** The most sends that are read, more than any window of Discord's limits holds; bounds the walk where clocks jump. */
const mostSends = 5_000;

export const lanes = {
  ...leases,

  listWaitingLanes: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare('SELECT id FROM destinations WHERE pending > 0 ORDER BY seq');
      return () => rows<{ id: string }>(list.all()).map(({ id }) => id);
    },
  },

  peekLane: {
    mode: 'read',
    prepare(db) {
      const peek = db.prepare(`
        SELECT ${deliveryColumns}, e.body
        FROM destinations x
        JOIN deliveries d INDEXED BY deliveries_waiting ON d.destination_seq = x.seq AND d.status = 'pending'
        JOIN events e ON e.seq = d.event_seq
        WHERE x.id = ? ORDER BY d.seq LIMIT ?`);
      return (destinationId, limit) =>
        rows<DeliveryColumns & { body: string }>(peek.all(destinationId, limit)).map(toLaneRow);
    },
  },

  peekDue,
  ...inFlight,
  recordAttempts,

  cancelLane: {
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
  },

  listSends: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare(`
        SELECT x.id AS destination, m.sent_at AS at
        FROM (SELECT * FROM messages ORDER BY seq DESC LIMIT ${mostSends}) m
        JOIN destinations x ON x.seq = m.destination_seq
        WHERE m.sent_at >= ? ORDER BY m.seq`);
      return (since) => rows<{ destination: string; at: number }>(list.all(since));
    },
  },
} satisfies Verbs<Lanes>;
