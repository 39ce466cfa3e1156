import type { ApiKey } from '../model/api-key.ts';
import type { AuditEntry } from '../model/audit.ts';
import type { Attempt, Delivery, DeliveryStatus } from '../model/delivery.ts';
import type { Digest, DigestPeriod } from '../model/digest.ts';
import type { EventFacts, PlayerFacts } from '../model/event-facts.ts';
import type { Guild, LinkCode } from '../model/guild.ts';
import type { Receipt, SourceActivity, SourceRecord } from '../model/received.ts';
import type {
  AcceptedEvent,
  AttemptRecord,
  DeliveryCursor,
  DeliveryFilter,
  DeliveryPage,
  DestinationRecord,
  DestinationUpdate,
  DueQuery,
  DueRows,
  EventRecord,
  FactsCursor,
  LaneRow,
  NewEvent,
  ReroutableDelivery,
  Rerouting,
  SentMessage,
  StoreCounts,
} from '../model/records.ts';
import type { DropInWebhook } from '../model/relayed-message.ts';
import type { Route, RuleChange } from '../model/route.ts';

/**
 * Everything that is kept. Each verb is one whole transaction: when its promise resolves, what it wrote has reached
 * the disk. All times are epoch milliseconds. Every verb rejects with CrierError `store_unavailable` where the
 * database cannot be read or written.
 */
export interface Storage {
  /**
   * Stores the events of one request and their deliveries: all or nothing. An event whose sender id is known is
   * not stored again; its first acceptance is answered.
   * @throws CrierError `idempotency_conflict` where a sender id is known with another body.
   */
  acceptEvents(events: readonly NewEvent[]): Promise<AcceptedEvent[]>;

  /** The first deliveries of a lane, in order of acceptance, due or not. */
  claimLane(destinationId: string, limit: number): Promise<LaneRow[]>;
  /** What a lane without an order may take now. */
  claimDue(destinationId: string, query: DueQuery): Promise<DueRows>;
  /** Cancels at most `limit` of what waits in a lane. Answers how many. */
  cancelLane(destinationId: string, reason: string, at: number, limit: number): Promise<number>;
  /** Ids of the destinations that have something waiting. */
  listWaitingLanes(): Promise<string[]>;
  /** Writes down what one request came to, for all its deliveries. */
  recordAttempts(record: AttemptRecord): Promise<void>;
  /** When each destination was last sent something, since a time; oldest first. */
  listSends(since: number): Promise<{ destination: string; at: number }[]>;

  getEvent(store: string, id: string): Promise<EventRecord | undefined>;
  /** With its attempts and its event. */
  getDelivery(
    store: string,
    id: string,
  ): Promise<{ delivery: Delivery; event: string; attempts: Attempt[] } | undefined>;
  /** Newest first. Reads no more rows than it answers, whatever the size of the table. */
  listDeliveries(
    filter: DeliveryFilter,
    page: { before?: DeliveryCursor | undefined; limit: number },
  ): Promise<DeliveryPage>;
  /** How many deliveries match, counted no further than `cap`. */
  countDeliveries(filter: DeliveryFilter, cap: number): Promise<number>;
  /** Cancels what waits. Answers the status it found; the change was made where that is `pending` or `unrouted`. */
  cancelDelivery(store: string, id: string, at: number, audit: AuditEntry): Promise<DeliveryStatus | undefined>;
  /**
   * Puts deliveries that failed or were cancelled back into their lanes, and repeats delivered ones as new deliveries
   * (`newIds` in the order of `ids`). What still waits is left alone, and so is what went to a destination that was deleted.
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
  ): Promise<{ id: string; replayOf?: string | undefined; destination?: string | undefined }[]>;

  /** What waits for a route, in order of acceptance. */
  listUnrouted(afterSeq: number, limit: number): Promise<ReroutableDelivery[]>;
  /** The first of what waits in the lane of a destination that no route names any more; empty when there is none. */
  listOrphaned(limit: number): Promise<ReroutableDelivery[]>;
  rerouteDeliveries(changes: readonly Rerouting[]): Promise<void>;

  putStore(store: { id: string; name: string }): Promise<void>;
  listDestinations(): Promise<DestinationRecord[]>;
  /** Stores a destination, or answers the one with the same fingerprint after updating its sealed settings. */
  putDestination(destination: DestinationRecord, at: number, audit?: AuditEntry): Promise<DestinationRecord>;
  updateDestination(id: string, update: DestinationUpdate, audit?: AuditEntry): Promise<void>;
  /** Keeps a destination for the log alone: without its settings, its name free again. False where it was so already. */
  deleteDestination(id: string, audit?: AuditEntry): Promise<boolean>;

  listRoutes(): Promise<Route[]>;
  putRoute(route: Route, at: number, audit?: AuditEntry): Promise<void>;
  /**
   * Changes what is named of a route in one step (null takes away), or makes one that has a destination.
   *
   * @param route.destination undefined: as it is.
   * @returns the route as it is now; undefined where there is none.
   */
  changeRoute(
    route: { store: string; key: string; destination?: string | undefined },
    rule: RuleChange,
    at: number,
    audit?: AuditEntry,
  ): Promise<Route | undefined>;
  deleteRoute(store: string, key: string, audit?: AuditEntry): Promise<boolean>;

  listKeys(): Promise<(ApiKey & { hash: string })[]>;
  /** Writes down what was done that changed nothing else that is kept. */
  addAudit(entry: AuditEntry): Promise<void>;
  putKey(key: ApiKey & { hash: string }, audit?: AuditEntry): Promise<void>;
  revokeKey(id: string, at: number, audit?: AuditEntry): Promise<boolean>;
  touchKeys(usedAt: Readonly<Record<string, number>>): Promise<void>;

  listSources(): Promise<SourceRecord[]>;
  putSource(source: SourceRecord, audit?: AuditEntry): Promise<void>;
  deleteSource(store: string, source: string, audit?: AuditEntry): Promise<boolean>;
  /** Keeps a request; of the refused ones of a source the last hundred. */
  addReceipt(receipt: Receipt): Promise<void>;
  /** Writes down that a refused request was believed after all, and what it became. */
  settleReceipt(id: string, events: readonly string[]): Promise<void>;
  /** The last requests of a source, newest first. */
  listReceipts(store: string, source: string, filter: { refused: boolean }, limit: number): Promise<Receipt[]>;
  getReceipt(store: string, id: string): Promise<Receipt | undefined>;
  listSourceActivity(store: string): Promise<SourceActivity[]>;
  /** Deletes at most `limit` requests from before a time. Answers how many it deleted. */
  pruneReceipts(store: string, before: number, limit: number): Promise<number>;

  listWebhooks(): Promise<DropInWebhook[]>;
  addWebhook(webhook: DropInWebhook, audit?: AuditEntry): Promise<void>;
  deleteWebhook(store: string, id: string, audit?: AuditEntry): Promise<boolean>;

  listGuilds(): Promise<Guild[]>;
  putGuild(guild: Guild, audit?: AuditEntry): Promise<void>;
  deleteGuild(id: string, store: string, audit?: AuditEntry): Promise<boolean>;
  /** Keeps a code, and drops those that have expired. */
  putLinkCode(code: LinkCode, now: number, audit?: AuditEntry): Promise<void>;
  /** Uses up a code: the store that it links to; undefined where there is none such, or it has expired. */
  takeLinkCode(hash: string, now: number): Promise<string | undefined>;

  listDigests(): Promise<Digest[]>;
  /** Stores a digest, or changes its time; what was told last stays told. */
  putDigest(digest: Digest, audit?: AuditEntry): Promise<void>;
  deleteDigest(store: string, period: DigestPeriod, audit?: AuditEntry): Promise<boolean>;
  /** Notes the period that was told last. False where that was noted already, or there is no such digest. */
  markDigestSent(store: string, period: DigestPeriod, sentFor: string): Promise<boolean>;

  /**
   * The facts of a store's events that were accepted from a time on and before another, in order of acceptance. Pages
   * are small, so that nothing waits long behind one.
   */
  listEventFacts(
    store: string,
    query: { from: number; to: number; after?: FactsCursor | undefined; limit: number },
  ): Promise<{ rows: EventFacts[]; next?: FactsCursor | undefined }>;
  /** What a player of that name or id had a part in, newest first. A page may hold fewer than `limit` and have a next. */
  listPlayerFacts(
    store: string,
    nameOrId: string,
    page: { before?: number | undefined; limit: number },
  ): Promise<{ rows: PlayerFacts[]; next?: number | undefined }>;
  /** Names of players that contain a text: those that begin with it first, then the newest first. */
  listPlayerNames(store: string, text: string, limit: number): Promise<string[]>;

  /** Counters of one store for its overview. */
  getCounts(store: string, now: number): Promise<StoreCounts>;
  /** The last delivered messages of a store that are Discord's, newest first. */
  listMessages(store: string, limit: number): Promise<SentMessage[]>;
  getMessage(seq: number): Promise<SentMessage | undefined>;

  /** Deletes at most `limit` settled deliveries, and what hangs on them. Answers how many it deleted. */
  pruneDeliveries(store: string, statuses: readonly DeliveryStatus[], before: number, limit: number): Promise<number>;
  /** Deletes at most `limit` dead letters of a destination that failed before a time. Answers how many it deleted. */
  pruneFailed(destinationId: string, before: number, limit: number): Promise<number>;
  pruneCounts(before: number): Promise<number>;

  /** A consistent copy of the whole database while it is in use. */
  backup(path: string): Promise<void>;
  /** Writes something and reads it back. */
  probe(now: number): Promise<void>;
  getMeta(key: string): Promise<string | undefined>;
  setMeta(key: string, value: string): Promise<void>;
  close(): Promise<void>;
}

/** The store as it is opened. */
export interface OpenStorage extends Storage {
  /** Calls that are not answered yet. */
  underWay(): number;
}
