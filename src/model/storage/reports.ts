import type { EventCategory } from '../category.ts';
import type { EventFacts, PlayerFacts } from '../event-facts.ts';
import type { OutcomeKind } from '../outcome.ts';
import type { Cursor, Page } from './page.ts';

/** The delivery of a destination that has waited longest: in an ordered lane, the one that is tried. */
export interface OldestWaiting {
  /** Epoch milliseconds, as all times here. */
  at: number;
  /** Attempts that were made and spent. */
  attempts: number;
  firstAttemptAt?: number | undefined;
  /** The last attempt's outcome and reason; undefined: it was never tried. */
  outcome?: OutcomeKind | undefined;
  reason?: string | undefined;
}

export interface DestinationCounts {
  destination: string;
  pending: number;
  failed: number;
  /** Those that may have arrived and wait for a person; counted no further than 10,000 in a store. */
  held: number;
  delivered: number;
  lastSuccessAt?: number | undefined;
  lastFailureAt?: number | undefined;
  lastFailure?: string | undefined;
  oldestWaiting?: OldestWaiting | undefined;
  /** The reason of the newest dead letter; undefined where there is none, or none is known. */
  lastDeadLetter?: string | undefined;
}

export interface StoreCounts {
  destinations: DestinationCounts[];
  /** Counted no further than 10,000. */
  unrouted: number;
  oldestUnroutedAt?: number | undefined;
  categories: { category: EventCategory; lastHour: number; lastDay: number }[];
}

export interface SentMessage {
  /** Opaque; ids of later messages are greater, compared as text. */
  id: string;
  store: string;
  destination: string;
  sentAt: number;
  messageId?: string | undefined;
  /** As JSON. */
  body: string;
}

export interface Reports {
  /** Counters of one store for its overview. */
  getCounts(store: string, now: number): Promise<StoreCounts>;
  /**
   * The facts of a store's events that count for a time: from its first moment on and before its last. They come by
   * that time, those within an hour of each other perhaps in the order in which they were accepted. A page may hold fewer
   * than `limit` and have a next; pages are small, so that nothing waits long behind one.
   * @throws CrierError `invalid_cursor`.
   */
  listEventFacts(
    store: string,
    query: { from: number; to: number; after?: Cursor | undefined; limit: number },
  ): Promise<Page<EventFacts>>;
  /**
   * The events that a player of that name or id had a part in, newest first. A page may hold fewer than `limit` and have a next.
   * @throws CrierError `invalid_cursor`.
   */
  listPlayerFacts(
    store: string,
    nameOrId: string,
    page: { before?: Cursor | undefined; limit: number },
  ): Promise<Page<PlayerFacts>>;
  /** Names of players that contain a text: those that begin with it first, then the newest first. */
  listPlayerNames(store: string, text: string, limit: number): Promise<string[]>;
  /**
   * The last delivered messages of a store that are Discord's, newest first.
   * @param after the id of a message: only later ones.
   */
  listMessages(store: string, limit: number, after?: string): Promise<SentMessage[]>;
}
