import type { DeliveryStatus } from './delivery.ts';
import type { OutcomeKind } from './outcome.ts';

// The words that people read for the states that the log knows: the same on every surface.

/** The outcome of an attempt; follows its time: `5 min ago: …`. */
export const outcomeWords: Readonly<Record<OutcomeKind, string>> = {
  delivered: 'delivered',
  retry: 'did not arrive, is tried again',
  rate_limited: 'told to wait',
  uncertain: 'sent, but no answer came',
  amend: 'not wanted as it was, sent again without a part',
  refused: 'this message was refused',
  gone: 'the destination takes no messages any more',
};

/** The state of a delivery. */
export const statusWords: Readonly<Record<DeliveryStatus, string>> = {
  pending: 'on its way',
  delivered: 'delivered',
  failed: 'failed',
  held: 'held, it may have arrived',
  cancelled: 'cancelled',
  unrouted: 'waits for a route',
};
