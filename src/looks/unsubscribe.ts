import type { CategoryLooks, LookField } from '../model/look.ts';
import * as field from './_fields.ts';
import { palette } from './_palette.ts';

const end: readonly LookField[] = [
  field.plan,
  field.reason,
  {
    label: 'Access until',
    from: ['data.ends_at', 'data.access_until', 'data.current_period_end', 'data.expires_at'],
    as: 'time',
  },
  { label: 'Since', from: ['data.started_at', 'data.since', 'data.member_since', 'data.created_at'], as: 'time' },
  { label: 'Lifetime', from: ['data.lifetime', 'data.lifetime_support', 'data.total_paid'], as: 'amount' },
  { label: 'Cycles', from: ['data.cycles', 'data.billing_cycles'], as: 'number' },
  field.amount,
  field.server,
  field.subscription,
];

/** Someone who left. */
export default {
  category: 'unsubscribe',
  looks: [
    { for: 'subscription.cancelled', title: 'Subscription cancelled', icon: '👋', colour: palette.grey, fields: end },
    { for: 'subscription.expired', title: 'Subscription expired', icon: '⌛', colour: palette.grey, fields: end },
    { for: 'subscription.ended', title: 'Subscription ended', icon: '🏁', colour: palette.grey, fields: end },
    { for: 'member.left', title: 'Member left', icon: '🚪', colour: palette.grey, fields: end },
    { for: 'unsubscribe', title: 'Subscriber left', icon: '🚪', colour: palette.grey, fields: end },
  ],
} satisfies CategoryLooks;
