import type { CategoryLooks, LookField } from '../model/look.ts';
import { alike } from './_alike.ts';
import * as field from './_fields.ts';
import { palette } from './_palette.ts';

const tier: readonly LookField[] = [
  field.tier,
  { label: 'Before', from: ['data.previous_tier', 'data.old_tier', 'data.from'], as: 'list' },
  { label: 'Lifetime', from: ['data.lifetime', 'data.lifetime_spend', 'data.total_spent', 'amount'], as: 'amount' },
  field.balance,
  { label: 'Perks', from: ['data.perks', 'data.benefits'], as: 'list' },
];
const points: readonly LookField[] = [
  field.points,
  field.balance,
  { label: 'For', from: ['data.for', 'data.reason', 'data.source', 'data.rule'], as: 'list' },
  field.amount,
  field.expires,
  field.transaction,
];
const reward: readonly LookField[] = [
  field.reward,
  { ...field.points, label: 'Points spent' },
  field.balance,
  field.server,
  field.expires,
];

/** Tiers, points, rewards, referrals and goals. */
export default {
  category: 'loyalty',
  looks: [
    ...alike(['tier.reached', 'loyalty.tier_reached'], {
      title: 'New tier reached',
      icon: '🏅',
      colour: palette.gold,
      fields: tier,
    }),
    ...alike(['tier.lost', 'loyalty.tier_lost'], {
      title: 'Tier lost',
      icon: '🏅',
      colour: palette.grey,
      fields: tier,
    }),
    ...alike(['points.earned', 'loyalty.points_awarded'], {
      title: 'Points earned',
      icon: '⭐',
      colour: palette.gold,
      fields: points,
    }),
    { for: 'points.redeemed', title: 'Points redeemed', icon: '🌟', colour: palette.gold, fields: points },
    { for: 'points.expired', title: 'Points expired', icon: '⌛', colour: palette.grey, fields: points },
    { for: 'points.*', title: 'Points', icon: '⭐', colour: palette.gold, fields: points },
    ...alike(['reward.claimed', 'reward.redeemed', 'loyalty.reward_redeemed', 'rewards.redeemed'], {
      title: 'Reward claimed',
      icon: '🏆',
      colour: palette.gold,
      fields: reward,
    }),
    { for: 'reward.*', title: 'Reward', icon: '🏆', colour: palette.gold, fields: reward },
    {
      for: 'referral.completed',
      title: 'Referral completed',
      icon: '🤝',
      colour: palette.gold,
      fields: [
        { label: 'Referred', from: ['data.referred', 'data.referred_player', 'data.friend'], as: 'person' },
        field.points,
        { label: 'Reward', from: ['data.reward', 'data.bonus'], as: 'list' },
        field.creatorCode,
        field.amount,
      ],
    },
    {
      for: 'goal.reached',
      title: 'Goal reached',
      icon: '🎯',
      colour: palette.gold,
      fields: [
        field.goal,
        { label: 'Raised', from: ['data.raised', 'data.current', 'amount'], as: 'amount' },
        { label: 'Target', from: ['data.target', 'data.target_amount'], as: 'amount' },
        { label: 'Supporters', from: ['data.supporters', 'data.contributors'], as: 'number' },
      ],
    },
    {
      for: 'goal.*',
      title: 'Goal',
      icon: '🎯',
      colour: palette.gold,
      fields: [field.goal, field.amount],
    },
    { for: 'loyalty', title: 'Loyalty', icon: '⭐', colour: palette.gold, fields: points },
  ],
} satisfies CategoryLooks;
