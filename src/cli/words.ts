import type { DeliveryStatus } from '../model/delivery.ts';
import type { OutcomeKind } from '../model/outcome.ts';
import type { Colour } from './context.ts';

interface Word {
  /** Follows the time: `5 min ago: …`. */
  text: string;
  colour: Colour;
  mark: string;
}

const outcomes: Readonly<Record<OutcomeKind | 'waiting' | 'paused', Word>> = {
  delivered: { text: 'delivered', colour: 'green', mark: '✓' },
  retry: { text: 'did not arrive, is tried again', colour: 'yellow', mark: '↻' },
  rate_limited: { text: 'told to wait', colour: 'yellow', mark: '…' },
  uncertain: { text: 'sent, but no answer came', colour: 'yellow', mark: '?' },
  amend: { text: 'not wanted as it was, sent again without a part', colour: 'yellow', mark: '↻' },
  refused: { text: 'this message was refused', colour: 'red', mark: '✗' },
  gone: { text: 'the destination takes no messages any more', colour: 'red', mark: '✗' },
  waiting: { text: 'still waits in its lane', colour: 'yellow', mark: '…' },
  paused: { text: 'is paused, so nothing was sent', colour: 'yellow', mark: '…' },
};

/** An outcome as the API names it, in words. */
export function outcomeWord(outcome: string): Word {
  const word = Object.entries(outcomes).find(([kind]) => kind === outcome)?.[1];
  return word ?? { text: outcome, colour: 'yellow', mark: '?' };
}

const statuses: Readonly<Record<DeliveryStatus, { text: string; colour: Colour }>> = {
  pending: { text: 'on its way', colour: 'yellow' },
  delivered: { text: 'delivered', colour: 'green' },
  failed: { text: 'failed', colour: 'red' },
  cancelled: { text: 'cancelled', colour: 'dim' },
  unrouted: { text: 'waits for a route', colour: 'yellow' },
};

/** A delivery's status in words. */
export function statusWord(status: string): { text: string; colour: Colour } {
  const word = Object.entries(statuses).find(([name]) => name === status)?.[1];
  return word ?? { text: status, colour: 'yellow' };
}
