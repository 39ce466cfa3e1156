import type { Category } from './category.ts';
import type { RefusalCause } from './source.ts';

/** A source that a store has switched on, as it is kept. */
export interface SourceRecord {
  store: string;
  /** Such as `tebex`. */
  source: string;
  /** The secrets, the user name and the names of its webhooks, sealed. */
  sealed: string;
  category?: Category | undefined;
  provisionedBy?: string | undefined;
  createdAt: number;
}

/** The reason why a request to a source came to nothing. */
export type ReceiptCause = RefusalCause | 'unreadable';

/** One request to a source, as it is kept: for finding out what went wrong, and for translating it again. */
export interface Receipt {
  /** `req_…` */
  id: string;
  store: string;
  source: string;
  at: number;
  /** Undefined: it was believed and understood. */
  cause?: ReceiptCause | undefined;
  /** The mistake and its likely reason, or what could not be read of a batch that was taken. No secret. */
  detail?: string | undefined;
  /** Ids of the events that it became. */
  events: readonly string[];
  /** Headers (those with credentials masked), query and body, sealed. */
  sealed: string;
}

/** The part of a receipt that is sealed. */
export interface ReceiptContent {
  /** Headers with credentials are masked. */
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** As Latin-1, one character a byte; undefined where it was too large to keep, or its secret key was lost. */
  body?: string | undefined;
}

/** The state of a source, for its overview. */
export interface SourceActivity {
  source: string;
  /** The time of the last request that was believed. */
  lastReceivedAt?: number | undefined;
  lastRefusedAt?: number | undefined;
  /** Refused requests that are kept, at most a hundred. */
  refused: number;
  /** Undefined: nothing that needs a person was refused since the last request that was believed. */
  refusing?: Refusing | undefined;
}

/**
 * The requests of a platform that were refused since the last one that was believed. Those without any credential are
 * not among them: strangers send such to every address, and a platform that is set up signs what it sends.
 */
export interface Refusing {
  /** Of those that are kept. */
  count: number;
  /** The time of the first. */
  since: number;
  lastAt: number;
  /** The likely reason for the last, with the cure. */
  detail: string;
}

/** True for a refusal that a person has to know of. */
export function isAlarming(cause: ReceiptCause): boolean {
  return cause !== 'missing';
}
