import type { OutcomeKind } from '../outcome.ts';

/** The outcome of one request to a destination. */
export interface AttemptRecord {
  destination: string;
  at: number;
  latencyMs: number;
  outcome: OutcomeKind;
  statusCode?: number | undefined;
  code?: number | undefined;
  reason?: string | undefined;
  /** The owner of the limit, where the outcome is `rate_limited`. */
  scope?: 'user' | 'shared' | 'global' | 'cloudflare' | undefined;
  messageId?: string | undefined;
  messageUrl?: string | undefined;
  /** The message as JSON; undefined where keeping it tells nothing. */
  message?: string | undefined;
  /** The form of the message; default: `discord`. */
  format?: 'discord' | 'json' | undefined;
  items: readonly AttemptItem[];
}

/** The state of a delivery after an attempt. */
export interface AttemptItem {
  deliveryId: string;
  attemptId: string;
  /** True where the attempt counts. */
  spent: boolean;
  status: 'pending' | 'delivered' | 'failed' | 'held';
  nextAttemptAt?: number | undefined;
  reason?: string | undefined;
  /** The outcome of this item alone, over the request's, where it alone was at fault. */
  outcome?: OutcomeKind | undefined;
}
