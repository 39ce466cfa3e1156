import type { CategoryLooks } from '../model/look.ts';
import { alike } from './_alike.ts';
import * as field from './_fields.ts';
import { palette } from './_palette.ts';

const term = [
  field.plan,
  field.amount,
  field.interval,
  field.renews,
  field.gateway,
  field.server,
  field.message,
  field.subscription,
] as const;

/** Someone new, or someone who came back. */
export default {
  category: 'subscribe',
  looks: [
    ...alike(['subscription.created', 'subscription.started'], {
      title: 'New subscription',
      icon: '💜',
      colour: palette.teal,
      fields: term,
    }),
    ...alike(['subscription.resumed', 'subscription.reactivated'], {
      title: 'Subscription resumed',
      icon: '▶️',
      colour: palette.teal,
      fields: term,
    }),
    {
      for: 'member.joined',
      title: 'New member',
      icon: '👋',
      colour: palette.teal,
      fields: [...term, { label: 'Members', from: ['data.member_count', 'data.members'], as: 'number' }],
    },
    { for: 'subscribe', title: 'New subscriber', icon: '💜', colour: palette.teal, fields: term },
  ],
} satisfies CategoryLooks;
