import type { AuditEntry } from '../audit-entry.ts';
import type { EventCategory } from '../category.ts';
import type { Attempt, Delivery, DeliveryStatus } from '../delivery.ts';
import type { Cursor, Page } from './page.ts';

/** An event that is to be stored, with where it goes. */
export interface NewEvent {
  id: string;
  store: string;
  type: string;
  category: EventCategory;
  senderId?: string | undefined;
  /** Further ids under which the same event may come: where one of them is known, so is this event. */
  alsoKnownAs?: readonly string[] | undefined;
  /** The one sender whose ids these are, so that they never meet those of the store; undefined: they are the store's. */
  idsOf?: string | undefined;
  /** SHA-256 of the event as the sender wrote it; undefined: the sender id alone says that it is the same. */
  bodyHash?: string | undefined;
  acceptedAt: number;
  /** The time when it happened. */
  occurredAt: number;
  /** Made to try things: no count holds it. */
  isTest?: boolean | undefined;
  /** The Event as JSON. */
  body: string;
  /** The text that it can be found by. */
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

export interface EventRecord {
  /** The Event as JSON. */
  event: string;
  deliveries: { delivery: Delivery; attempts: Attempt[] }[];
}

/** An event that was made to try things. */
export interface TestEvent {
  id: string;
  /** The number of its deliveries that wait. */
  waiting: number;
}

export interface Events {
  /**
   * Stores the events of one request and their deliveries: all or nothing. An event whose sender id, or another
   * id that it goes by, is known is not stored again; its first acceptance is answered.
   * @throws CrierError `idempotency_conflict` where a sender id is known with another body.
   */
  acceptEvents(events: readonly NewEvent[]): Promise<AcceptedEvent[]>;
  getEvent(store: string, id: string): Promise<EventRecord | undefined>;
  /**
   * The events of a store that were made to try things, in order of acceptance. A page looks at a bounded number of
   * events: it may hold fewer than `limit`, or none, and have a next.
   * @throws CrierError `invalid_cursor`.
   */
  listTestEvents(store: string, page: { after?: Cursor | undefined; limit: number }): Promise<Page<TestEvent>>;
  /**
   * Deletes events of a store with all that hangs on them; what of it waited is not sent any more. Answers how many
   * there were, and how many deliveries waited.
   */
  deleteEvents(
    store: string,
    ids: readonly string[],
    audit: AuditEntry,
  ): Promise<{ deleted: number; cancelled: number }>;
  /** The events of these ids, of any store, that are kept. */
  keptEvents(ids: readonly string[]): Promise<string[]>;
}
