import type { OutcomeKind } from './outcome.ts';

/**
 * `held`: it was sent and may have arrived, and a person decides (`on_uncertain: hold`). `unrouted`: no route and no
 * default; waits for a route and is never lost.
 */
export const deliveryStatuses = ['pending', 'delivered', 'failed', 'held', 'cancelled', 'unrouted'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One event on its way to one destination. Times are epoch milliseconds. */
export interface Delivery {
  /** `dlv_…` */
  id: string;
  eventId: string;
  store: string;
  /** `dst_…`; undefined while unrouted. */
  destination?: string | undefined;
  /** Key of the route that chose the destination. */
  routeKey?: string | undefined;
  status: DeliveryStatus;
  /** Attempts spent; waiting out a rate limit spends none. */
  attempts: number;
  nextAttemptAt?: number | undefined;
  firstAttemptAt?: number | undefined;
  createdAt: number;
  /** The time at which it was delivered, held or cancelled, or failed. */
  settledAt?: number | undefined;
  /** The reason for its state, for a person to read. */
  reason?: string | undefined;
  messageUrl?: string | undefined;
  /** The delivery that this one repeats. */
  replayOf?: string | undefined;
}

/** One try at a delivery. */
export interface Attempt {
  /** `att_…` */
  id: string;
  number: number;
  at: number;
  outcome: OutcomeKind;
  statusCode?: number | undefined;
  code?: number | undefined;
  reason?: string | undefined;
  latencyMs: number;
  messageId?: string | undefined;
  /** The message as it was sent. */
  message?: unknown;
}
