import type { Database } from 'better-sqlite3';
import type { DeliveryFilter } from '../../../model/storage/deliveries.ts';
import { row } from '../verb.ts';

const hourMs = 3_600_000;

const hourOf = (at: number) => Math.floor(at / hourMs);

/** New deliveries of one moment, by the numbers of their rows and of their events. */
export interface NewDeliveries {
  createdAt: number;
  firstSeq: number;
  lastSeq: number;
  firstEventSeq: number;
  lastEventSeq: number;
}

/** Notes between which numbers the deliveries of an hour lie; part of every transaction that makes deliveries. */
export function noteHourStatement(db: Database): (made: NewDeliveries) => void {
  const note = db.prepare(`
    INSERT INTO delivery_hours (hour, first_seq, last_seq, first_event_seq, last_event_seq) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET first_seq = min(first_seq, excluded.first_seq), last_seq = max(last_seq, excluded.last_seq),
      first_event_seq = min(first_event_seq, excluded.first_event_seq),
      last_event_seq = max(last_event_seq, excluded.last_event_seq)`);
  return ({ createdAt, firstSeq, lastSeq, firstEventSeq, lastEventSeq }) => {
    note.run(hourOf(createdAt), firstSeq, lastSeq, firstEventSeq, lastEventSeq);
  };
}

/** The numbers between which all deliveries of a time and their events lie, both ends included. */
export interface TimeBounds {
  firstSeq: number;
  lastSeq: number;
  firstEventSeq: number;
  lastEventSeq: number;
}

const nothing = Number.MAX_SAFE_INTEGER;

/** Reads the bounds of a time. They may be wider than the time: who uses them still looks at the time of each row. */
export function timeBoundsQuery(db: Database): (time: Pick<DeliveryFilter, 'since' | 'until'>) => TimeBounds {
  const from = db.prepare(`
    SELECT min(first_seq) AS seq, min(first_event_seq) AS event_seq FROM delivery_hours WHERE hour >= ?`);
  const to = db.prepare(`
    SELECT max(last_seq) AS seq, max(last_event_seq) AS event_seq FROM delivery_hours WHERE hour <= ?`);
  return ({ since, until }) => {
    const first = since === undefined ? undefined : row<Bound>(from.get(hourOf(since)));
    const last = until === undefined ? undefined : row<Bound>(to.get(hourOf(until)));
    return {
      firstSeq: first === undefined ? 0 : (first.seq ?? nothing),
      firstEventSeq: first === undefined ? 0 : (first.event_seq ?? nothing),
      lastSeq: last === undefined ? nothing : (last.seq ?? 0),
      lastEventSeq: last === undefined ? nothing : (last.event_seq ?? 0),
    };
  };
}

interface Bound {
  seq: number | null;
  event_seq: number | null;
}
