import type { CategoryLooks, LookField } from '../model/look.ts';
import { alike } from './_alike.ts';
import * as field from './_fields.ts';
import { palette } from './_palette.ts';

const term = [
  field.plan,
  field.amount,
  field.interval,
  field.renews,
  field.status,
  field.gateway,
  field.server,
  field.subscription,
  field.transaction,
] as const;
const change: readonly LookField[] = [
  { label: 'Before', from: ['data.old_plan', 'data.previous_plan', 'data.from'], as: 'list' },
  { label: 'Now', from: ['data.new_plan', 'data.to'], as: 'list' },
  ...term,
];
const unpaid: readonly LookField[] = [
  field.plan,
  field.amount,
  field.reason,
  field.reasonCode,
  field.attempt,
  { label: 'Next attempt', from: ['data.next_attempt_at', 'data.next_attempt', 'data.retry_at'], as: 'time' },
  field.gateway,
  field.subscription,
  field.transaction,
];
const ending: readonly LookField[] = [
  field.plan,
  {
    label: 'Ends',
    from: ['data.ends_at', 'data.cancel_at', 'data.current_period_end', 'data.trial_ends_at', 'data.trial_end'],
    as: 'time',
  },
  field.amount,
  field.reason,
  field.subscription,
];

/** Subscriptions on their way: renewals, failed renewals, changes, pauses, trials. */
export default {
  category: 'subscriptions',
  looks: [
    {
      for: 'subscription.renewed',
      title: 'Subscription renewed',
      icon: '🔁',
      colour: palette.violet,
      fields: [
        ...term,
        { label: 'Cycle', from: ['data.cycle', 'data.billing_cycle', 'data.billing_cycle_sequence'], as: 'number' },
      ],
    },
    { for: 'subscription.payment_failed', title: 'Renewal failed', icon: '⚠️', colour: palette.red, fields: unpaid },
    {
      for: 'subscription.past_due',
      title: 'Subscription payment overdue',
      icon: '⚠️',
      colour: palette.amber,
      fields: unpaid,
    },
    {
      for: 'subscription.action_required',
      title: 'Renewal needs the customer',
      icon: '⚠️',
      colour: palette.amber,
      fields: unpaid,
    },
    { for: 'subscription.updated', title: 'Subscription changed', icon: '🔧', colour: palette.violet, fields: change },
    {
      for: 'subscription.paused',
      title: 'Subscription paused',
      icon: '⏸️',
      colour: palette.violet,
      fields: [{ label: 'Resumes', from: ['data.resumes_at', 'data.resume_at'], as: 'time' }, ...term],
    },
    {
      for: 'subscription.suspended',
      title: 'Subscription suspended',
      icon: '⏸️',
      colour: palette.amber,
      fields: unpaid,
    },
    {
      for: 'subscription.trial_started',
      title: 'Trial started',
      icon: '🧪',
      colour: palette.violet,
      fields: [
        { label: 'Trial ends', from: ['data.trial_ends_at', 'data.trial_end', 'data.ends_at'], as: 'time' },
        ...term,
      ],
    },
    ...alike(['subscription.trial_ending', 'subscription.trial.ending'], {
      title: 'Trial ends soon',
      icon: '⏰',
      colour: palette.amber,
      fields: ending,
    }),
    ...alike(['subscription.cancel_requested', 'subscription.cancellation_requested'], {
      title: 'Cancellation requested',
      icon: '🚪',
      colour: palette.amber,
      fields: ending,
    }),
    ...alike(['subscription.cancel_aborted', 'subscription.cancellation_withdrawn'], {
      title: 'Cancellation withdrawn',
      icon: '💜',
      colour: palette.violet,
      fields: term,
    }),
    { for: 'subscription.*', title: 'Subscription', icon: '🔁', colour: palette.violet, fields: change },
    { for: 'subscriptions', title: 'Subscription', icon: '🔁', colour: palette.violet, fields: term },
  ],
} satisfies CategoryLooks;
