import { type DeliveryStatus, deliveryStatuses } from '../model/delivery.ts';
import type { WellBeing } from '../model/need.ts';
import type { OutcomeKind } from '../model/outcome.ts';
import { outcomeWords, statusWords } from '../model/state-words.ts';
import type { Colour } from './context.ts';

interface Word {
  /** Follows the time: `5 min ago: …`. */
  text: string;
  colour: Colour;
  mark: string;
}

const outcomes: Readonly<Record<OutcomeKind | 'waiting' | 'paused', Word>> = {
  delivered: { text: outcomeWords.delivered, colour: 'green', mark: '✓' },
  retry: { text: outcomeWords.retry, colour: 'yellow', mark: '↻' },
  rate_limited: { text: outcomeWords.rate_limited, colour: 'yellow', mark: '…' },
  uncertain: { text: outcomeWords.uncertain, colour: 'yellow', mark: '?' },
  amend: { text: outcomeWords.amend, colour: 'yellow', mark: '↻' },
  refused: { text: outcomeWords.refused, colour: 'red', mark: '✗' },
  gone: { text: outcomeWords.gone, colour: 'red', mark: '✗' },
  waiting: { text: 'still waits in its lane', colour: 'yellow', mark: '…' },
  paused: { text: 'is paused, so nothing was sent', colour: 'yellow', mark: '…' },
};

/** An outcome as the API names it, in words. */
export function outcomeWord(outcome: string): Word {
  const word = Object.entries(outcomes).find(([kind]) => kind === outcome)?.[1];
  return word ?? { text: outcome, colour: 'yellow', mark: '?' };
}

const statusColours: Readonly<Record<DeliveryStatus, Colour>> = {
  pending: 'yellow',
  delivered: 'green',
  failed: 'red',
  held: 'yellow',
  cancelled: 'dim',
  unrouted: 'yellow',
};

/** A delivery's status in words. */
export function statusWord(status: string): { text: string; colour: Colour } {
  const known = deliveryStatuses.find((name) => name === status);
  return known === undefined
    ? { text: status, colour: 'yellow' }
    : { text: statusWords[known], colour: statusColours[known] };
}

/** The health of something in a word. */
export const healthWords: Readonly<Record<WellBeing | 'deleted', string>> = {
  ok: 'ok',
  attention: 'look',
  broken: 'broken',
  deleted: 'deleted',
};

export const healthColours: Readonly<Record<WellBeing | 'deleted', Colour>> = {
  ok: 'green',
  attention: 'yellow',
  broken: 'red',
  deleted: 'dim',
};
