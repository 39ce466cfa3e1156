/**
 * The eight categories. `subscribe` and `unsubscribe` are the finer halves of `subscriptions`: a route for the
 * parent serves them too.
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

export const parentCategory: Partial<Record<Category, Category>> = {
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
  ['error.*', 'errors'],
  ['command.failed', 'errors'],
  ['webhook.failed', 'errors'],
  ['crier.*', 'errors'],
  ['command.*', 'processing'],
  ['queue.*', 'processing'],
  ['delivery.*', 'processing'],
  ['fulfilment.*', 'processing'],
  ['perk.*', 'processing'],
  ['server.*', 'processing'],
  ['job.*', 'processing'],
  ['ticket.*', 'processing'],
  ['gift.*', 'gifting'],
  ['giftcard.*', 'gifting'],
  ['loyalty.*', 'loyalty'],
  ['tier.*', 'loyalty'],
  ['points.*', 'loyalty'],
  ['reward.*', 'loyalty'],
  ['rewards.*', 'loyalty'],
  ['referral.*', 'loyalty'],
  ['goal.*', 'loyalty'],
];

/** The category of an event type, or undefined where the table does not know the type. */
export function categoryOf(type: string): Category | undefined {
  return categoryByType.find(([pattern]) => matchesType(pattern, type))?.[1];
}

/**
 * The categories that a type may be posted under by a sender who is limited to some: that of its own entry, and that of
 * its family (`command.failed`: errors as itself, processing as one of `command.*`). Empty where the type tells none.
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
