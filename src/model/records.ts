import type { Category } from './category.ts';
import type { Attempt, Delivery, DeliveryStatus } from './delivery.ts';
import type { Destination, DestinationFacts, DestinationState, OnUncertain } from './destination.ts';
import type { OutcomeKind } from './outcome.ts';
import type { Subscription } from './subscription.ts';

// What passes between the pipeline and the store: plain data that can cross a thread.

/** An event that is to be stored, with where it goes. */
export interface NewEvent {
  id: string;
  store: string;
  type: string;
  category: Category;
  senderId?: string | undefined;
  /** SHA-256 of the event as the sender wrote it; undefined: the sender id alone says that it is the same. */
  bodyHash?: string | undefined;
  acceptedAt: number;
  /** The Event as JSON. */
  body: string;
  /** What it can be found by. */
  words: string;
  deliveries: readonly NewDelivery[];
}

export interface NewDelivery {
  id: string;
  destination?: string | undefined;
  routeKey?: string | undefined;
  status: 'pending' | 'unrouted' | 'cancelled';
  reason?: string | undefined;
}

export interface AcceptedEvent {
  id: string;
  duplicate: boolean;
  deliveries: { id: string; destination?: string | undefined; status: DeliveryStatus }[];
}

/** A delivery in a lane with its event as JSON. */
export interface LaneRow {
  /** Its place in the order of acceptance. */
  seq: number;
  delivery: Delivery;
  event: string;
}

/** What a lane without an order asks for. */
export interface DueQuery {
  /** Epoch milliseconds. */
  now: number;
  /** What was tried before and stands further ahead than this was written under another clock: it is due. */
  latest: number;
  limit: number;
}

export interface DueRows {
  /** Never tried, in order of acceptance. */
  fresh: LaneRow[];
  /** To be tried again, the longest due first. */
  due: LaneRow[];
  /** When the next one falls due; undefined where none waits for a time. */
  nextDueAt?: number | undefined;
}

/** What one request to a destination came to. */
export interface AttemptRecord {
  destination: string;
  at: number;
  latencyMs: number;
  outcome: OutcomeKind;
  statusCode?: number | undefined;
  code?: number | undefined;
  reason?: string | undefined;
  /** Whose limit it was, where the outcome is `rate_limited`. */
  scope?: 'user' | 'shared' | 'global' | 'cloudflare' | undefined;
  messageId?: string | undefined;
  messageUrl?: string | undefined;
  /** The message as JSON; undefined where keeping it tells nothing. */
  message?: string | undefined;
  /** Of the message; default: `discord`. */
  format?: 'discord' | 'json' | undefined;
  items: readonly AttemptItem[];
}

/** How a delivery stands after an attempt. */
export interface AttemptItem {
  deliveryId: string;
  attemptId: string;
  /** Whether the attempt counts. */
  spent: boolean;
  status: 'pending' | 'delivered' | 'failed';
  nextAttemptAt?: number | undefined;
  reason?: string | undefined;
  /** Over the request's, where this item alone was at fault. */
  outcome?: OutcomeKind | undefined;
}

export interface DeliveryFilter {
  store: string;
  status?: DeliveryStatus | undefined;
  category?: Category | undefined;
  type?: string | undefined;
  /** `dst_…` */
  destination?: string | undefined;
  /** Created at or after. */
  since?: number | undefined;
  /** Created before. */
  until?: number | undefined;
  /** Words: player, ids, title; every word must be the beginning of one of the event's. */
  q?: string | undefined;
}

/** A delivery in a list, with what is shown of its event. */
export interface DeliveryRow extends Delivery {
  type: string;
  category: Category;
  /** The Event as JSON. */
  event: string;
}

/** The place in a list after its last row. */
export interface DeliveryCursor {
  seq: number;
  eventSeq: number;
}

export interface DeliveryPage {
  rows: DeliveryRow[];
  /** Pass as `before` for the next page; undefined on the last one. */
  next?: DeliveryCursor | undefined;
}

/** The place in the order of acceptance after an event. */
export interface FactsCursor {
  /** When it was accepted. */
  at: number;
  seq: number;
}

export interface EventRecord {
  event: string;
  deliveries: { delivery: Delivery; attempts: Attempt[] }[];
}

/** A destination as it is kept: its settings sealed with the secret key. */
export interface DestinationRecord extends Omit<Destination, 'settings'> {
  fingerprint: string;
  sealed: string;
}

/** Null takes away, undefined leaves as it is. */
export interface DestinationUpdate {
  name?: string | undefined;
  fingerprint?: string | undefined;
  label?: string | undefined;
  sealed?: string | undefined;
  state?: DestinationState | undefined;
  stateReason?: string | null | undefined;
  pausedUntil?: number | null | undefined;
  failingSince?: number | null | undefined;
  facts?: DestinationFacts | undefined;
  onUncertain?: OnUncertain | undefined;
  schedule?: readonly number[] | null | undefined;
  subscription?: Subscription | undefined;
  concurrency?: number | undefined;
  keepFailedMs?: number | null | undefined;
}

/** A delivery that waits where no route leads. */
export interface ReroutableDelivery {
  seq: number;
  deliveryId: string;
  destination?: string | undefined;
  event: string;
}

export interface Rerouting {
  deliveryId: string;
  destination?: string | undefined;
  routeKey?: string | undefined;
  status: 'pending' | 'unrouted' | 'cancelled';
  reason?: string | undefined;
}

export interface DestinationCounts {
  destination: string;
  pending: number;
  failed: number;
  delivered: number;
  lastSuccessAt?: number | undefined;
  lastFailureAt?: number | undefined;
  lastFailure?: string | undefined;
  oldestWaitingAt?: number | undefined;
}

export interface StoreCounts {
  destinations: DestinationCounts[];
  /** Counted no further than 10,000. */
  unrouted: number;
  oldestUnroutedAt?: number | undefined;
  categories: { category: Category; lastHour: number; lastDay: number }[];
}

export interface SentMessage {
  seq: number;
  store: string;
  destination: string;
  sentAt: number;
  messageId?: string | undefined;
  /** As JSON. */
  body: string;
}
