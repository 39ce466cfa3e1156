import type { EventCategory } from '../model/category.ts';
import type { EventInput } from '../model/event.ts';
import type { InDays, Sample } from './events/_parts.ts';
import { errors } from './events/errors.ts';
import { gifting } from './events/gifting.ts';
import { loyalty } from './events/loyalty.ts';
import { other } from './events/other.ts';
import { processing } from './events/processing.ts';
import { subscribe, subscriptions, unsubscribe } from './events/subscriptions.ts';
import { transactions } from './events/transactions.ts';

/** The type keeps a new category from being forgotten. */
const byCategory: Record<EventCategory, (inDays: InDays) => Sample[]> = {
  transactions,
  errors,
  processing,
  gifting,
  loyalty,
  subscriptions,
  subscribe,
  unsubscribe,
  other,
};

const dayMs = 86_400_000;

/**
 * Events as stores send them, by their type, to try things with. Every name and number is invented.
 *
 * @param now epoch milliseconds: what expires or renews does so from here.
 */
export function samplesAt(now: number): ReadonlyMap<string, EventInput> {
  const inDays = (days: number) => new Date(now + days * dayMs).toISOString();
  const all = Object.values(byCategory).flatMap((make) => make(inDays));
  return new Map(all.map((sample) => [sample.type, { severity: 'info', ...sample }]));
}

/** The samples at one fixed time, the same for ever. */
export const samples: ReadonlyMap<string, EventInput> = samplesAt(Date.UTC(2026, 0, 31, 18, 30));
