import type { EventCategory } from '../../../model/category.ts';
import type { Attempt, Delivery, DeliveryStatus } from '../../../model/delivery.ts';
import type { OutcomeKind } from '../../../model/outcome.ts';
import type { LaneRow } from '../../../model/storage/lanes.ts';

/** The columns of a delivery, with its event's and destination's ids; the statement joins `e` and `x`. */
export const deliveryColumns = `
  d.seq, d.id, e.id AS event_id, d.store_id, d.type, d.category, x.id AS destination_id, d.route_key, d.status,
  d.attempts, d.next_attempt_at, d.first_attempt_at, d.created_at, d.settled_at, d.reason, d.message_url, d.replay_of`;

export interface DeliveryColumns {
  seq: number;
  id: string;
  event_id: string;
  store_id: string;
  type: string;
  category: EventCategory;
  destination_id: string | null;
  route_key: string | null;
  status: DeliveryStatus;
  attempts: number;
  next_attempt_at: number | null;
  first_attempt_at: number | null;
  created_at: number;
  settled_at: number | null;
  reason: string | null;
  message_url: string | null;
  replay_of: string | null;
}

/** A row with the body of its event, as lanes take it. */
export function toLaneRow(row: DeliveryColumns & { body: string }): LaneRow {
  return { delivery: toDelivery(row), event: row.body };
}

export function toDelivery(row: DeliveryColumns): Delivery {
  return {
    id: row.id,
    eventId: row.event_id,
    store: row.store_id,
    destination: row.destination_id ?? undefined,
    routeKey: row.route_key ?? undefined,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at ?? undefined,
    firstAttemptAt: row.first_attempt_at ?? undefined,
    createdAt: row.created_at,
    settledAt: row.settled_at ?? undefined,
    reason: row.reason ?? undefined,
    messageUrl: row.message_url ?? undefined,
    replayOf: row.replay_of ?? undefined,
  };
}

export const attemptsOfDelivery = `
  SELECT a.id, a.number, a.at, a.outcome, a.status_code, a.code, a.reason, a.latency_ms, m.message_id, m.body
  FROM attempts a LEFT JOIN messages m ON m.seq = a.message_seq
  WHERE a.delivery_seq = ? ORDER BY a.seq`;

export interface AttemptColumns {
  id: string;
  number: number;
  at: number;
  outcome: OutcomeKind;
  status_code: number | null;
  code: number | null;
  reason: string | null;
  latency_ms: number;
  message_id: string | null;
  body: string | null;
}

export function toAttempt(row: AttemptColumns): Attempt {
  return {
    id: row.id,
    number: row.number,
    at: row.at,
    outcome: row.outcome,
    statusCode: row.status_code ?? undefined,
    code: row.code ?? undefined,
    reason: row.reason ?? undefined,
    latencyMs: row.latency_ms,
    messageId: row.message_id ?? undefined,
    message: row.body === null ? undefined : JSON.parse(row.body),
  };
}
