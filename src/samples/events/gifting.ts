import { alex, eur, type InDays, mira, nova, type Sample, steve } from './_parts.ts';

export const gifting = (inDays: InDays): Sample[] => [
  {
    type: 'gift.sent',
    severity: 'success',
    player: steve,
    recipient: alex,
    amount: eur('9.99'),
    data: { package: 'Pet Dragon', message: 'Happy birthday!', transaction_id: 'tbx-4720' },
  },
  {
    type: 'gift.received',
    severity: 'success',
    player: steve,
    recipient: alex,
    data: { package: 'Pet Dragon', server: 'Skyblock' },
  },
  { type: 'gift.claimed', severity: 'success', player: alex, data: { package: 'Pet Dragon', server: 'Skyblock' } },
  { type: 'gift.expired', player: steve, recipient: nova, data: { package: 'Crate Keys' } },
  {
    type: 'giftcard.created',
    player: mira,
    amount: eur('50.00'),
    data: { masked_code: '••••-••••-7Q2F', expires_at: inDays(365) },
  },
  {
    type: 'giftcard.redeemed',
    player: alex,
    amount: eur('12.50'),
    data: { masked_code: '••••-••••-7Q2F', balance: eur('37.50') },
  },
  {
    type: 'giftcard.topped_up',
    player: mira,
    amount: eur('20.00'),
    data: { masked_code: '••••-••••-7Q2F', balance: eur('57.50') },
  },
];
