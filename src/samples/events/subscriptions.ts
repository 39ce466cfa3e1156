import { alex, eur, type InDays, mira, nova, type Sample } from './_parts.ts';

const gold = { plan: 'Gold', subscription_id: 'sub_2207' };

export const subscriptions = (inDays: InDays): Sample[] => [
  {
    type: 'subscription.renewed',
    severity: 'success',
    player: mira,
    amount: eur('7.99'),
    data: { ...gold, interval: 'month', renews_at: inDays(30), cycle: 6, gateway: 'Stripe' },
  },
  {
    type: 'subscription.payment_failed',
    severity: 'error',
    player: mira,
    amount: eur('7.99'),
    data: { ...gold, reason: 'The card has expired', attempt: 2, next_attempt_at: inDays(3) },
  },
  {
    type: 'subscription.past_due',
    severity: 'warning',
    player: mira,
    amount: eur('7.99'),
    data: { ...gold, reason: 'Three attempts failed', next_attempt_at: inDays(5) },
  },
  {
    type: 'subscription.updated',
    player: mira,
    amount: eur('14.99'),
    data: { old_plan: 'Gold', new_plan: 'Platinum', renews_at: inDays(30), subscription_id: 'sub_2207' },
  },
  { type: 'subscription.paused', player: mira, data: { ...gold, resumes_at: inDays(30) } },
  { type: 'subscription.trial_started', player: alex, data: { plan: 'Gold', trial_ends_at: inDays(7) } },
  {
    type: 'subscription.trial_ending',
    severity: 'warning',
    player: alex,
    amount: eur('7.99'),
    data: { plan: 'Gold', ends_at: inDays(2) },
  },
  {
    type: 'subscription.cancel_requested',
    severity: 'warning',
    player: mira,
    data: { ...gold, ends_at: inDays(12), reason: 'Too expensive' },
  },
];

export const subscribe = (inDays: InDays): Sample[] => [
  {
    type: 'subscription.created',
    severity: 'success',
    player: mira,
    amount: eur('7.99'),
    data: { ...gold, interval: 'month', renews_at: inDays(30), gateway: 'Stripe' },
  },
  { type: 'subscription.resumed', severity: 'success', player: mira, data: { ...gold, renews_at: inDays(30) } },
  { type: 'member.joined', severity: 'success', player: nova, data: { tier: 'Supporter', member_count: 214 } },
];

export const unsubscribe = (inDays: InDays): Sample[] => [
  {
    type: 'subscription.cancelled',
    severity: 'warning',
    player: mira,
    data: { ...gold, reason: 'Too expensive', ends_at: inDays(12), started_at: inDays(-170), lifetime: eur('47.94') },
  },
  { type: 'subscription.expired', severity: 'warning', player: mira, data: { ...gold, cycles: 6 } },
  { type: 'subscription.ended', player: mira, data: { ...gold, started_at: inDays(-170), lifetime: eur('47.94') } },
  { type: 'member.left', player: nova, data: { tier: 'Supporter', member_since: inDays(-40) } },
];
