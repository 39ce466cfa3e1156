/**
 * The eight categories that a sender may name. `subscribe` and `unsubscribe` are the finer halves of `subscriptions`: a
 * route for the parent serves them too.
 */
export const categories = [
  'transactions',
  'errors',
  'processing',
  'gifting',
  'loyalty',
  'subscriptions',
  'subscribe',
  'unsubscribe',
] as const;

export type Category = (typeof categories)[number];

/** The categories of events: `other` where neither its sender nor its type tells one. No sender names it, no route does. */
export const eventCategories = [...categories, 'other'] as const;

export type EventCategory = (typeof eventCategories)[number];

export const parentCategory: Partial<Record<EventCategory, Category>> = {
  subscribe: 'subscriptions',
  unsubscribe: 'subscriptions',
};

/**
 * The category of an event type where the sender names none. The first match counts: exact types stand before the
 * prefixes (`payment.*` means `payment.` and anything after it).
 */
export const categoryByType: readonly (readonly [type: string, category: Category])[] = [
  ['subscription.created', 'subscribe'],
  ['subscription.started', 'subscribe'],
  ['subscription.resumed', 'subscribe'],
  ['subscription.reactivated', 'subscribe'],
  ['subscription.cancelled', 'unsubscribe'],
  ['subscription.expired', 'unsubscribe'],
  ['subscription.ended', 'unsubscribe'],
  ['member.joined', 'subscribe'],
  ['member.left', 'unsubscribe'],
  ['subscription.*', 'subscriptions'],
  ['payment.*', 'transactions'],
  ['transaction.*', 'transactions'],
  ['order.*', 'transactions'],
  ['purchase.*', 'transactions'],
  ['refund.*', 'transactions'],
  ['dispute.*', 'transactions'],
  ['invoice.*', 'transactions'],
  ['payout.*', 'transactions'],
  ['basket.*', 'transactions'],
  ['donation.*', 'transactions'],
  ['error', 'errors'],
  ['error.*', 'errors'],
  ['command.failed', 'errors'],
  ['webhook.failed', 'errors'],
  ['crier.*', 'errors'],
  ['command.*', 'processing'],
  ['queue.*', 'processing'],
  ['priority_queue.*', 'processing'],
  ['role.*', 'processing'],
  ['message.sent', 'processing'],
  ['delivery.*', 'processing'],
  ['fulfilment.*', 'processing'],
  ['perk.*', 'processing'],
  ['server.*', 'processing'],
  ['job.*', 'processing'],
  ['ticket.*', 'processing'],
  ['gift.*', 'gifting'],
  ['giftcard.*', 'gifting'],
  ['gift_card.*', 'gifting'],
  ['loyalty.*', 'loyalty'],
  ['tier.*', 'loyalty'],
  ['points.*', 'loyalty'],
  ['reward.*', 'loyalty'],
  ['rewards.*', 'loyalty'],
  ['cashback.*', 'loyalty'],
  ['referral.*', 'loyalty'],
  ['goal.*', 'loyalty'],
];

/** Their failures are a customer's, such as a declined card, and no fault of the machinery. */
const ownFailures: readonly (Category | undefined)[] = ['transactions', 'subscriptions', 'subscribe', 'unsubscribe'];

/** True for the type of an action that failed: `job.failed`, `perk.expire_failed`, `queue.error`. */
function tellsFailure(type: string): boolean {
  return /[._](failed|error)$/.test(type);
}

/** The category that an event type tells; undefined where it tells none. */
export function categoryOf(type: string): Category | undefined {
  const told = categoryByType.find(([pattern]) => matchesType(pattern, type))?.[1];
  return tellsFailure(type) && !ownFailures.includes(told) ? 'errors' : told;
}

/** The severity of an event where its sender tells none. */
export function severityOf(type: string): 'info' | 'error' {
  return tellsFailure(type) && categoryOf(type) === 'errors' ? 'error' : 'info';
}

/**
 * The categories that a type may be posted under by a sender who is limited to some: that of its own entry, and that of
 * its family (`command.failed`: errors as itself, processing as one of `command.*`). Empty for a type that no entry
 * names.
 */
export function familiesOf(type: string): Category[] {
  const own = categoryByType.filter(([known]) => known === type || (known.endsWith('.*') && matchesType(known, type)));
  return [...new Set(own.map(([, category]) => category))];
}

/** True for an event type that fits a pattern: `payment.completed` fits itself, `payment.*` and `*`. */
export function matchesType(pattern: string, type: string): boolean {
  if (pattern === '*') return true;
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
