import { alex, eur, type InDays, mira, type Sample, steve } from './_parts.ts';

const vip = { package: 'VIP', server: 'Survival', gateway: 'PayPal', transaction_id: 'tbx-4711' };
const founder = { package: 'Founder Pack', gateway: 'Stripe', transaction_id: 'tbx-4698' };

export const transactions = (inDays: InDays): Sample[] => [
  {
    type: 'payment.completed',
    severity: 'success',
    player: steve,
    amount: eur('19.99'),
    correlation_id: 'tbx-4711',
    data: { ...vip, coupon: 'WINTER', discount: eur('5.00'), country: 'DE', expires_at: inDays(30) },
  },
  {
    type: 'payment.captured',
    severity: 'success',
    player: mira,
    amount: eur('49.99'),
    data: { ...founder, fee: eur('1.70'), net: eur('48.29') },
  },
  {
    type: 'payment.pending',
    player: mira,
    amount: eur('49.99'),
    data: { package: 'Founder Pack', gateway: 'Bank transfer', order_number: '2029' },
  },
  {
    type: 'payment.failed',
    severity: 'warning',
    player: alex,
    amount: eur('9.99'),
    data: { package: 'Crate Keys', reason: 'Insufficient funds', gateway: 'Stripe' },
  },
  {
    type: 'payment.declined',
    severity: 'warning',
    player: alex,
    amount: eur('9.99'),
    data: { package: 'Crate Keys', reason: 'The card has expired', decline_code: 'expired_card' },
  },
  {
    type: 'payment.cancelled',
    player: alex,
    amount: eur('9.99'),
    data: { package: 'Crate Keys', reason: 'Closed by the customer', gateway: 'PayPal' },
  },
  {
    type: 'payment.fraud_warning',
    severity: 'error',
    player: mira,
    amount: eur('49.99'),
    data: { ...founder, reason: 'The issuer suspects a stolen card' },
  },
  {
    type: 'payment.refunded',
    severity: 'warning',
    player: steve,
    amount: eur('19.99'),
    correlation_id: 'tbx-4711',
    data: { ...vip, reason: 'Bought twice', purchased_at: inDays(-3) },
  },
  {
    type: 'payment.partially_refunded',
    severity: 'warning',
    player: steve,
    amount: eur('5.00'),
    data: { ...vip, total: eur('19.99'), reason: 'Price was lowered a day later' },
  },
  {
    type: 'payment.disputed',
    severity: 'error',
    player: mira,
    amount: eur('49.99'),
    data: { ...founder, reason: 'Fraudulent', due_by: inDays(9), fee: eur('20.00'), dispute_id: 'dp_88120' },
  },
  { type: 'dispute.won', severity: 'success', player: mira, amount: eur('49.99'), data: founder },
  { type: 'dispute.lost', severity: 'error', player: mira, amount: eur('49.99'), data: founder },
  {
    type: 'order.created',
    player: alex,
    amount: eur('14.50'),
    data: {
      order_number: '2031',
      items: [
        { name: 'Pet Dragon', quantity: 1 },
        { name: 'Crate Key', quantity: 5 },
      ],
    },
  },
  {
    type: 'order.fulfilled',
    severity: 'success',
    player: alex,
    amount: eur('14.50'),
    data: { order_number: '2031', package: 'Pet Dragon', server: 'Skyblock' },
  },
  {
    type: 'invoice.paid',
    severity: 'success',
    player: mira,
    amount: eur('4.99'),
    data: { invoice_number: 'INV-0931', package: 'Gold, monthly', tax: eur('0.80') },
  },
  {
    type: 'invoice.overdue',
    severity: 'warning',
    player: alex,
    amount: eur('29.00'),
    data: { invoice_number: 'INV-0902', package: 'Guild hosting' },
  },
  {
    type: 'payout.paid',
    severity: 'success',
    amount: eur('1284.20'),
    data: { arrival_date: inDays(2), payout_id: 'po_5521' },
  },
  {
    type: 'payout.failed',
    severity: 'error',
    amount: eur('1284.20'),
    data: { reason: 'The bank account is closed', failure_code: 'account_closed' },
  },
  {
    type: 'donation.received',
    severity: 'success',
    player: alex,
    amount: eur('25.00'),
    data: { message: 'Keep the server running!', goal: 'New lobby', gateway: 'PayPal' },
  },
  {
    type: 'basket.abandoned',
    player: steve,
    amount: eur('29.98'),
    data: { items: [{ name: 'VIP' }, { name: 'Pet Dragon' }] },
  },
];
