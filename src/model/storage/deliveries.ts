import type { AuditEntry } from '../audit-entry.ts';
import type { EventCategory } from '../category.ts';
import type { Attempt, Delivery, DeliveryStatus } from '../delivery.ts';
import type { Cursor, Page } from './page.ts';

export interface DeliveryFilter {
  store: string;
  status?: DeliveryStatus | undefined;
  category?: EventCategory | undefined;
  type?: string | undefined;
  /** `dst_…` */
  destination?: string | undefined;
  /** The earliest time of creation, in epoch milliseconds. */
  since?: number | undefined;
  /** The time of creation from which on they do not count any more. */
  until?: number | undefined;
  /** Words: player, ids, title; every word must be the beginning of one of the event's. */
  q?: string | undefined;
}

/** A delivery in a list, with what is shown of its event. */
export interface DeliveryRow extends Delivery {
  type: string;
  category: EventCategory;
  /** The Event as JSON. */
  event: string;
}

/** A delivery with all that was tried. */
export interface DeliveryRecord {
  delivery: Delivery;
  /** The Event as JSON. */
  event: string;
  attempts: Attempt[];
}

/** A delivery that was put back into its lane, or, with `replayOf`, the new one that repeats it. */
export interface ReplayedDelivery {
  id: string;
  replayOf?: string | undefined;
  destination?: string | undefined;
}

/** A delivery that waits where no route leads. */
export interface ReroutableDelivery {
  deliveryId: string;
  destination?: string | undefined;
  routeKey?: string | undefined;
  /**
   * The destinations that routes have brought the same event to by other deliveries, undefined for an earlier one that
   * waits without; cancelled ones do not count.
   */
  taken: readonly (string | undefined)[];
  /** The Event as JSON. */
  event: string;
}

export interface Rerouting {
  deliveryId: string;
  destination?: string | undefined;
  routeKey?: string | undefined;
  status: 'pending' | 'unrouted' | 'cancelled';
  reason?: string | undefined;
}

/** A message that stands in Discord as a sender wrote it. */
export interface RelayedDelivery {
  /** The place where it stands: `dst_…` */
  destination: string;
  category: EventCategory;
  /** The id of the drop-in webhook that it came through; undefined: it came before that was noted. */
  webhook?: string | undefined;
}

/** A message that its sender knows by an id of our own, since it waited when that was asked for. */
export interface WaitingRelayed {
  /** `dlv_…` */
  delivery: string;
  /** The Event as JSON. */
  event: string;
  /** The place where it stands or waits: `dst_…` */
  destination?: string | undefined;
  /** The receiver's id of it, since it has arrived. */
  messageId?: string | undefined;
}

export interface Deliveries {
  getDelivery(store: string, id: string): Promise<DeliveryRecord | undefined>;
  /**
   * Newest first. Looks at a bounded number of rows, whatever the size of the table: a page may hold fewer than `limit`,
   * or none, and have a next.
   * @throws CrierError `invalid_cursor`; `invalid_request` for more than ten words.
   */
  listDeliveries(
    filter: DeliveryFilter,
    page: { before?: Cursor | undefined; limit: number },
  ): Promise<Page<DeliveryRow>>;
  /** The ids of the same list, in pages that are bounded as those are. @throws CrierError as `listDeliveries` does. */
  listDeliveryIds(filter: DeliveryFilter, page: { before?: Cursor | undefined; limit: number }): Promise<Page<string>>;
  /** Cancels what waits. Answers the status it found; the change was made where that is `pending` or `unrouted`. */
  cancelDelivery(store: string, id: string, at: number, audit: AuditEntry): Promise<DeliveryStatus | undefined>;
  /**
   * Puts deliveries that failed, are held or were cancelled back into their lanes, and repeats delivered ones as new deliveries
   * (`newIds` in the order of `ids`). Those that still wait are left alone, and so are those to a destination that was
   * deleted.
   *
   * @param only those that have this status still; undefined: whatever they have.
   */
  replayDeliveries(
    store: string,
    ids: readonly string[],
    newIds: readonly string[],
    at: number,
    audit: AuditEntry,
    only?: DeliveryStatus,
  ): Promise<ReplayedDelivery[]>;
  /** The message of that id of Discord's, where it was delivered and went through a drop-in webhook of the store. */
  findRelayed(store: string, messageId: string): Promise<RelayedDelivery | undefined>;
  /**
   * The first delivery of an event that went through a drop-in webhook of the store, by its sender's id, while it waits
   * and once it has arrived.
   */
  findWaitingRelayed(store: string, senderId: string): Promise<WaitingRelayed | undefined>;

  /**
   * The deliveries that wait for a route, in order of acceptance.
   * @throws CrierError `invalid_cursor`.
   */
  listUnrouted(page: { after?: Cursor | undefined; limit: number }): Promise<Page<ReroutableDelivery>>;
  /** The first of what waits in the lane of a destination that no route names any more; empty when there is none. */
  listOrphaned(limit: number): Promise<ReroutableDelivery[]>;
  rerouteDeliveries(changes: readonly Rerouting[]): Promise<void>;
}
