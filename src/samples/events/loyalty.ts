import { alex, eur, type InDays, mira, type Sample, steve } from './_parts.ts';

export const loyalty = (inDays: InDays): Sample[] => [
  {
    type: 'tier.reached',
    severity: 'success',
    player: mira,
    data: { tier: 'Diamond', previous_tier: 'Gold', lifetime_spend: eur('512.40'), perks: ['Golden name', '/fly'] },
  },
  { type: 'tier.lost', player: alex, data: { tier: 'Silver', previous_tier: 'Gold' } },
  {
    type: 'points.earned',
    player: steve,
    amount: eur('19.99'),
    data: { points: 200, balance: 1_840, for: 'Purchase' },
  },
  { type: 'points.redeemed', player: steve, data: { points: 500, balance: 1_340, for: 'Crate Key' } },
  { type: 'points.expired', player: alex, data: { points: 120, balance: 40 } },
  {
    type: 'reward.claimed',
    severity: 'success',
    player: alex,
    data: { reward: 'Daily chest', server: 'Survival', expires_at: inDays(7) },
  },
  { type: 'referral.completed', severity: 'success', player: mira, data: { referred: 'Nova', points: 300 } },
  {
    type: 'goal.reached',
    severity: 'success',
    data: { goal: 'New lobby', raised: eur('512.00'), target: eur('500.00'), supporters: 41 },
  },
];
