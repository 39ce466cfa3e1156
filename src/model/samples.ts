import type { EventInput, Person } from './event.ts';

// Events as stores send them, to try things with. Every name and number is invented.

const steve: Person = { name: 'Steve', id: '8667ba71-b85a-4004-af54-457a9734eed7' };
const alex: Person = { name: 'Alex', id: 'ec561538-f3fd-461d-aff5-086b22154bce' };
const mira: Person = { name: 'MiraStone', id: '76561198000000042' };
const eur = (value: string) => ({ value, currency: 'EUR' });
const vip = { package: 'VIP', server: 'Survival', gateway: 'PayPal', transaction_id: 'tbx-4711' };

const stack = [
  'java.lang.IllegalStateException: cannot give VIP to Steve',
  '    at com.frostvale.store.PackageGiver.give(PackageGiver.java:88)',
  '    at com.frostvale.store.CommandQueue.run(CommandQueue.java:41)',
  '    at org.bukkit.craftbukkit.scheduler.CraftTask.run(CraftTask.java:101)',
  'Caused by: java.sql.SQLException: database is locked',
  '    at com.frostvale.store.Database.update(Database.java:112)',
].join('\n');

type Sample = Omit<EventInput, 'severity'> & { severity?: EventInput['severity'] };

const list: readonly Sample[] = [
  { type: 'payment.completed', severity: 'success', player: steve, amount: eur('19.99'), data: vip },
  {
    type: 'payment.pending',
    player: mira,
    amount: eur('49.99'),
    data: { package: 'Founder Pack', gateway: 'Bank transfer' },
  },
  {
    type: 'payment.failed',
    severity: 'warning',
    player: alex,
    amount: eur('9.99'),
    data: { package: 'Crate Keys', reason: 'insufficient funds', gateway: 'Stripe' },
  },
  {
    type: 'payment.declined',
    severity: 'warning',
    player: alex,
    amount: eur('9.99'),
    data: { package: 'Crate Keys', decline_reason: 'card expired' },
  },
  {
    type: 'payment.refunded',
    severity: 'warning',
    player: steve,
    amount: eur('19.99'),
    data: { ...vip, reason: 'bought twice' },
  },
  { type: 'payment.partially_refunded', severity: 'warning', player: steve, amount: eur('5.00'), data: vip },
  {
    type: 'payment.disputed',
    severity: 'error',
    player: mira,
    amount: eur('49.99'),
    data: { package: 'Founder Pack', reason: 'fraudulent', transaction_id: 'tbx-4698' },
  },
  {
    type: 'dispute.won',
    severity: 'success',
    player: mira,
    amount: eur('49.99'),
    data: { transaction_id: 'tbx-4698' },
  },
  { type: 'dispute.lost', severity: 'error', player: mira, amount: eur('49.99'), data: { transaction_id: 'tbx-4698' } },
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
    type: 'invoice.paid',
    severity: 'success',
    player: mira,
    amount: eur('4.99'),
    data: { invoice_number: 'INV-0931', plan: 'Gold' },
  },
  { type: 'payout.paid', severity: 'success', amount: eur('1284.20'), data: { bank: 'Nordbank' } },
  {
    type: 'donation.received',
    severity: 'success',
    player: alex,
    amount: eur('25.00'),
    data: { message: 'Keep the server running!' },
  },
  {
    type: 'basket.abandoned',
    player: steve,
    amount: eur('29.98'),
    data: { items: [{ name: 'VIP' }, { name: 'Pet Dragon' }] },
  },
  {
    type: 'gift.sent',
    severity: 'success',
    player: steve,
    recipient: alex,
    amount: eur('9.99'),
    data: { package: 'Pet Dragon', message: 'Happy birthday!' },
  },
  { type: 'gift.received', severity: 'success', player: alex, data: { package: 'Pet Dragon', from: 'Steve' } },
  { type: 'giftcard.created', player: mira, amount: eur('50.00') },
  { type: 'giftcard.redeemed', player: alex, amount: eur('12.50'), data: { remaining_balance: '37.50' } },
  {
    type: 'tier.reached',
    severity: 'success',
    player: mira,
    data: { tier: 'Diamond', points: 12500, reward: 'Golden name' },
  },
  { type: 'points.earned', player: steve, data: { points: 200, balance: 1840 } },
  { type: 'points.redeemed', player: steve, data: { points: 500, balance: 1340, reward: 'Crate Key' } },
  { type: 'reward.claimed', player: alex, data: { reward: 'Daily chest', streak: 7 } },
  { type: 'referral.completed', player: mira, data: { referred: 'Nova', points: 300 } },
  {
    type: 'goal.reached',
    severity: 'success',
    title: 'Community goal reached',
    amount: eur('500.00'),
    data: { goal: 'New lobby' },
  },
  {
    type: 'subscription.created',
    severity: 'success',
    player: mira,
    amount: eur('7.99'),
    data: { plan: 'Gold', interval: 'month' },
  },
  {
    type: 'subscription.renewed',
    severity: 'success',
    player: mira,
    amount: eur('7.99'),
    data: { plan: 'Gold', next_billing_at: '2026-02-01T00:00:00Z' },
  },
  {
    type: 'subscription.payment_failed',
    severity: 'warning',
    player: mira,
    amount: eur('7.99'),
    data: { plan: 'Gold', reason: 'card expired', attempt: 2 },
  },
  { type: 'subscription.updated', player: mira, data: { plan: 'Platinum', previous_plan: 'Gold' } },
  { type: 'subscription.paused', player: mira, data: { plan: 'Gold' } },
  {
    type: 'subscription.cancelled',
    severity: 'warning',
    player: mira,
    data: { plan: 'Gold', reason: 'too expensive' },
  },
  { type: 'subscription.expired', severity: 'warning', player: mira, data: { plan: 'Gold' } },
  { type: 'subscription.trial_started', player: alex, data: { plan: 'Gold', trial_ends_at: '2026-02-08T00:00:00Z' } },
  { type: 'member.joined', player: alex, data: { tier: 'Supporter' } },
  {
    type: 'perk.granted',
    severity: 'success',
    player: steve,
    data: { perk: 'VIP', server: 'Survival', expires_at: '2026-03-01T00:00:00Z' },
  },
  { type: 'perk.expired', player: steve, data: { perk: 'VIP', server: 'Survival' } },
  { type: 'perk.revoked', severity: 'warning', player: mira, data: { perk: 'Founder', reason: 'payment disputed' } },
  { type: 'queue.priority_applied', player: alex, data: { priority: 50, server: 'RP 1', position: 3 } },
  {
    type: 'command.executed',
    severity: 'success',
    player: steve,
    data: { command: 'lp user Steve parent add vip', server: 'Survival', duration_ms: 84 },
  },
  {
    type: 'command.failed',
    severity: 'error',
    player: steve,
    description: 'The player is offline and the command needs them online.',
    data: { command: 'give Steve dragon_egg 1', server: 'Survival', attempt: 3 },
  },
  { type: 'server.online', severity: 'success', data: { server: 'Survival', players: 0 } },
  { type: 'server.offline', severity: 'error', data: { server: 'Survival', reason: 'out of memory' } },
  { type: 'ticket.opened', player: alex, title: 'My purchase did not arrive', data: { ticket: 4821 } },
  {
    type: 'error.plugin',
    severity: 'error',
    description: 'Package delivery failed',
    data: { plugin: 'FrostStore 2.4.1', server: 'Survival', stack },
  },
  {
    type: 'error.database',
    severity: 'critical',
    description: 'too many connections',
    data: { database: 'store', host: 'db1' },
  },
  {
    type: 'error.payment',
    severity: 'error',
    description: 'Webhook of the payment provider answered 500',
    data: { gateway: 'Stripe', code: 'api_error' },
  },
];

/** Realistic events by their type. */
export const samples: ReadonlyMap<string, EventInput> = new Map(
  list.map((sample) => [sample.type, { severity: 'info', ...sample }]),
);
