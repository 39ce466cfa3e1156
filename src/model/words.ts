import type { DeliveryStatus } from './delivery.ts';
import type { OutcomeKind } from './outcome.ts';

// What people read for what the log knows: the same words on every surface.

/** What an attempt came to; follows its time: `5 min ago: …`. */
export const outcomeWords: Readonly<Record<OutcomeKind, string>> = {
  delivered: 'delivered',
  retry: 'did not arrive, is tried again',
  rate_limited: 'told to wait',
  uncertain: 'sent, but no answer came',
  amend: 'not wanted as it was, sent again without a part',
  refused: 'this message was refused',
  gone: 'the destination takes no messages any more',
};

/** How a delivery stands. */
export const statusWords: Readonly<Record<DeliveryStatus, string>> = {
  pending: 'on its way',
  delivered: 'delivered',
  failed: 'failed',
  cancelled: 'cancelled',
  unrouted: 'waits for a route',
};
