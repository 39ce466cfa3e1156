import type { EventCategory } from '../../../model/category.ts';
import { CrierError } from '../../../model/errors.ts';
import type { AcceptedEvent, Events, NewEvent } from '../../../model/storage/events.ts';
import { searchWords } from '../../search-words.ts';
import { type NewDeliveries, noteHourStatement } from '../deliveries/delivery-hours.ts';
import { row, rows, type Verb } from '../verb.ts';
import { lateFrom } from './late-events.ts';

/** The id that an event is known again by. An id of one sender has a line break, which no id of the store has. */
function idOf({ senderId, idsOf }: NewEvent): string | null {
  if (senderId === undefined) return null;
  return idsOf === undefined ? senderId : `${idsOf}\n${senderId}`;
}

export const acceptEvents = {
  mode: 'write',
  prepare(db) {
    const known = db.prepare('SELECT seq, id, body_hash FROM events WHERE store_id = ? AND sender_id = ?');
    const knownAs = db.prepare(`
      SELECT e.seq, e.id, NULL AS body_hash FROM event_keys k JOIN events e ON e.seq = k.event_seq
      WHERE k.store_id = ? AND k.key = ?`);
    const addKey = db.prepare('INSERT OR IGNORE INTO event_keys (store_id, key, event_seq) VALUES (?, ?, ?)');
    const deliveriesOf = db.prepare(`
      SELECT d.id, d.status, x.id AS destination FROM deliveries d
      LEFT JOIN destinations x ON x.seq = d.destination_seq WHERE d.event_seq = ? ORDER BY d.seq`);
    const addEvent = db.prepare(`
      INSERT INTO events (id, store_id, sender_id, body_hash, accepted_at, occurred_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)`);
    const addWords = db.prepare('INSERT INTO event_words (rowid, words) VALUES (?, ?)');
    const addCount = db.prepare(`
      INSERT INTO event_counts (store_id, category, minute, count) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET count = count + excluded.count`);
    const addDelivery = db.prepare(`
      INSERT INTO deliveries (id, event_seq, store_id, category, type, destination_seq, route_key, status, reason,
        created_at, settled_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    const addPending = db.prepare('UPDATE destinations SET pending = pending + ? WHERE seq = ?');
    const noteHour = noteHourStatement(db);
    const findDestination = db.prepare('SELECT seq FROM destinations WHERE id = ?').pluck();

    function first(event: NewEvent, index: number): AcceptedEvent | undefined {
      const { store, senderId, bodyHash, alsoKnownAs = [] } = event;
      const earlier = [
        ...(senderId === undefined ? [] : [known.get(store, idOf(event))]),
        ...alsoKnownAs.map((key) => knownAs.get(store, key)),
      ].flatMap((found) => row<{ seq: number; id: string; body_hash: string | null }>(found) ?? [])[0];
      if (earlier === undefined) return undefined;
      if (bodyHash !== undefined && earlier.body_hash !== bodyHash) {
        throw new CrierError(
          'idempotency_conflict',
          `The id "${senderId}" was already used for another event (${earlier.id}). Use a new id for a new event, or send the same body again.`,
          { errors: [{ path: `[${index}].id`, message: `already used by ${earlier.id} with another body` }] },
        );
      }
      for (const key of alsoKnownAs) addKey.run(store, key, earlier.seq);
      const deliveries = rows<AcceptedEvent['deliveries'][number]>(deliveriesOf.all(earlier.seq));
      return { id: earlier.id, duplicate: true, deliveries };
    }

    /** The sums that a request adds to counters, so that an array touches each of them once. */
    function newTally() {
      const events = new Map<string, { store: string; category: EventCategory; minute: number; count: number }>();
      const lanes = new Map<string, { seq: number; pending: number }>();
      const moments = new Map<number, NewDeliveries>();
      return {
        delivery(createdAt: number, seq: number, eventSeq: number): void {
          const { firstSeq, firstEventSeq } = moments.get(createdAt) ?? { firstSeq: seq, firstEventSeq: eventSeq };
          moments.set(createdAt, { createdAt, firstSeq, lastSeq: seq, firstEventSeq, lastEventSeq: eventSeq });
        },
        lane(id: string): { seq: number; pending: number } {
          const lane = lanes.get(id) ?? { seq: row<number>(findDestination.get(id)) ?? 0, pending: 0 };
          lanes.set(id, lane);
          return lane;
        },
        event({ store, category, acceptedAt }: NewEvent): void {
          const minute = Math.floor(acceptedAt / 60_000);
          const key = `${store} ${category} ${minute}`;
          const entry = events.get(key) ?? { store, category, minute, count: 0 };
          entry.count += 1;
          events.set(key, entry);
        },
        write(): void {
          for (const entry of events.values()) addCount.run(entry.store, entry.category, entry.minute, entry.count);
          for (const moment of moments.values()) noteHour(moment);
          for (const lane of lanes.values()) if (lane.pending > 0) addPending.run(lane.pending, lane.seq);
        },
      };
    }

    function add(event: NewEvent, tally: ReturnType<typeof newTally>): AcceptedEvent {
      const { store, category, type, acceptedAt } = event;
      const seq = Number(
        addEvent.run(event.id, store, idOf(event), event.bodyHash ?? null, acceptedAt, lateFrom(event), event.body)
          .lastInsertRowid,
      );
      for (const key of event.alsoKnownAs ?? []) addKey.run(store, key, seq);
      const words = searchWords(event.words).join(' ');
      if (words !== '') addWords.run(seq, words);
      if (!event.isTest) tally.event(event);
      for (const delivery of event.deliveries) {
        const { id, destination, routeKey, status, reason } = delivery;
        const lane = destination === undefined ? undefined : tally.lane(destination);
        const settledAt = status === 'cancelled' ? acceptedAt : null;
        const added = addDelivery.run(
          id,
          seq,
          store,
          category,
          type,
          lane?.seq ?? null,
          routeKey ?? null,
          status,
          reason ?? null,
          acceptedAt,
          settledAt,
        );
        tally.delivery(acceptedAt, Number(added.lastInsertRowid), seq);
        if (status === 'pending' && lane !== undefined) lane.pending += 1;
      }
      return { id: event.id, duplicate: false, deliveries: event.deliveries.map((delivery) => ({ ...delivery })) };
    }

    return (events) => {
      const tally = newTally();
      const accepted = events.map((event, index) => first(event, index) ?? add(event, tally));
      tally.write();
      return accepted;
    };
  },
} satisfies Verb<Events['acceptEvents']>;
