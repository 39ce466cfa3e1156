import { CrierError } from '../../../model/errors.ts';
import type { AcceptedEvent, NewEvent } from '../../../model/records.ts';
import { row, rows, type Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const known = db.prepare('SELECT seq, id, body_hash FROM events WHERE store_id = ? AND sender_id = ?');
    const deliveriesOf = db.prepare(`
      SELECT d.id, d.status, x.id AS destination FROM deliveries d
      LEFT JOIN destinations x ON x.seq = d.destination_seq WHERE d.event_seq = ? ORDER BY d.seq`);
    const addEvent = db.prepare(`
      INSERT INTO events (id, store_id, sender_id, body_hash, accepted_at, body) VALUES (?, ?, ?, ?, ?, ?)`);
    const addWords = db.prepare('INSERT INTO event_words (rowid, words) VALUES (?, ?)');
    const addCount = db.prepare(`
      INSERT INTO event_counts (store_id, category, minute, count) VALUES (?, ?, ?, 1)
      ON CONFLICT DO UPDATE SET count = count + 1`);
    const addDelivery = db.prepare(`
      INSERT INTO deliveries (id, event_seq, store_id, category, type, destination_seq, route_key, status, reason,
        created_at, settled_at)
      VALUES (?, ?, ?, ?, ?, (SELECT seq FROM destinations WHERE id = ?), ?, ?, ?, ?, ?)`);
    const addPending = db.prepare('UPDATE destinations SET pending = pending + 1 WHERE id = ?');

    function first(event: NewEvent, index: number): AcceptedEvent | undefined {
      if (event.senderId === undefined) return undefined;
      const earlier = row<{ seq: number; id: string; body_hash: string }>(known.get(event.store, event.senderId));
      if (earlier === undefined) return undefined;
      if (earlier.body_hash !== event.bodyHash) {
        throw new CrierError(
          'idempotency_conflict',
          `The id "${event.senderId}" was already used for another event (${earlier.id}). Use a new id for a new event, or send the same body again.`,
          { errors: [{ path: `[${index}].id`, message: `already used by ${earlier.id} with another body` }] },
        );
      }
      const deliveries = rows<AcceptedEvent['deliveries'][number]>(deliveriesOf.all(earlier.seq));
      return { id: earlier.id, duplicate: true, deliveries };
    }

    function add(event: NewEvent): AcceptedEvent {
      const { store, category, type, acceptedAt } = event;
      const seq = addEvent.run(
        event.id,
        store,
        event.senderId ?? null,
        event.bodyHash ?? null,
        acceptedAt,
        event.body,
      ).lastInsertRowid;
      if (event.words !== '') addWords.run(seq, event.words);
      addCount.run(store, category, Math.floor(acceptedAt / 60_000));
      for (const delivery of event.deliveries) {
        const { id, destination, routeKey, status, reason } = delivery;
        const settledAt = status === 'cancelled' ? acceptedAt : null;
        addDelivery.run(
          id,
          seq,
          store,
          category,
          type,
          destination ?? null,
          routeKey ?? null,
          status,
          reason ?? null,
          acceptedAt,
          settledAt,
        );
        if (status === 'pending') addPending.run(destination);
      }
      return { id: event.id, duplicate: false, deliveries: event.deliveries.map((delivery) => ({ ...delivery })) };
    }

    return (events) => events.map((event, index) => first(event, index) ?? add(event));
  },
} satisfies Verb<'acceptEvents'>;
