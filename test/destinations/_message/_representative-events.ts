import type { Event } from '../../../src/model/event.ts';
import { anEvent } from '../../helpers/lane-item.ts';

// What a store sends on an ordinary day, and on a bad one. Every name and number is invented.

const mira = {
  name: 'MiraStone',
  id: '9f3c2a71-e0b8-4d5f-8a6b-1c2d3e4f5061',
  avatar_url: 'https://cdn.example.com/avatars/mira.png',
  profile_url: 'https://frostvale.example.com/players/mira',
};
const kai = { name: 'kai_harbor', id: 'steam:110000103fa6de1' };
const eur = (value: string) => ({ value, currency: 'EUR' });
const rank = { id: 6_104_211, name: 'Frost Knight Rank' };

const stack = [
  'org.frostvale.shop.ShopException: could not give items to MiraStone',
  '\tat org.frostvale.shop.Giver.give(Giver.java:88)',
  '\tat org.frostvale.shop.Queue.run(Queue.java:31)',
  'Caused by: java.sql.SQLException: database is locked',
].join('\n');

export const representativeEvents: readonly Event[] = [
  anEvent('payment.completed', 'transactions', {
    severity: 'success',
    url: 'https://panel.example.com/payments/tbx-61208429',
    player: mira,
    amount: eur('21.23'),
    application: 'web',
    data: {
      packages: [
        { ...rank, quantity: 1 },
        { name: 'Treasure Key', quantity: 5 },
      ],
      server: 'Survival',
      gateway: 'PayPal',
      coupon: { code: 'FROST15', discount: 15 },
      country: 'DE',
      email: 'mira@example.com',
      ip: '203.0.113.24',
      transaction_id: 'tbx-61208429a81734-5e9c1b',
    },
  }),
  anEvent('payment.pending', 'transactions', {
    player: mira,
    amount: eur('9.99'),
    data: { package: rank, gateway: 'Bank transfer' },
  }),
  anEvent('payment.declined', 'errors', {
    severity: 'error',
    player: kai,
    amount: { value: '1500', currency: 'JPY' },
    data: {
      package: 'VIP',
      decline_reason: 'Insufficient funds',
      decline_code: 'insufficient_funds',
      gateway: 'Stripe',
      transaction_id: 'pi_3Q',
    },
  }),
  anEvent('payment.refunded', 'transactions', {
    severity: 'warning',
    player: mira,
    amount: eur('-21.23'),
    correlationId: 'tbx-61208429',
    data: {
      package: rank,
      reason: 'Bought twice',
      purchased_at: '2026-09-12T10:00:00Z',
      transaction_id: 'tbx-61208429',
    },
  }),
  anEvent('payment.dispute.opened', 'transactions', {
    severity: 'critical',
    player: kai,
    amount: eur('49.99'),
    data: {
      reason: 'fraudulent',
      due_by: 1_790_000_000,
      dispute_id: 'dp_1Q',
      status: 'needs_response',
      gateway: 'Stripe',
    },
  }),
  anEvent('dispute.won', 'transactions', {
    severity: 'success',
    player: kai,
    amount: eur('49.99'),
    data: { dispute_id: 'dp_1Q' },
  }),
  anEvent('order.created', 'transactions', {
    player: mira,
    amount: eur('4.99'),
    data: { order_number: 1042, items: ['Treasure Key'] },
  }),
  anEvent('donation.received', 'transactions', {
    severity: 'success',
    player: { name: 'Anonymous' },
    amount: { value: '5', currency: 'USD' },
    data: { message: 'Keep **going**! https://frostvale.example.com/we_love_it', gateway: 'Ko-fi' },
  }),
  anEvent('gift.sent', 'gifting', {
    player: mira,
    recipient: { name: 'Oakley_99', id: '7c1e' },
    amount: eur('9.99'),
    data: { package: rank, message: 'Happy birthday 🎂', server: 'Survival' },
  }),
  anEvent('giftcard.redeemed', 'gifting', {
    player: kai,
    amount: eur('10'),
    data: { code: 'ABCD-EFGH-IJKL', masked_code: '…IJKL', balance: '15.00' },
  }),
  anEvent('tier.reached', 'loyalty', {
    player: mira,
    data: { tier: 'Gold', previous_tier: 'Silver', lifetime_spend: '250.00', perks: ['Kit', 'Queue jump'] },
  }),
  anEvent('points.earned', 'loyalty', {
    player: mira,
    data: { points: 1250, balance: 18_400, for: 'payment.completed' },
  }),
  anEvent('goal.reached', 'loyalty', {
    severity: 'success',
    amount: eur('500.00'),
    data: { goal: 'September hosting', target: '500', supporters: 31 },
  }),
  anEvent('subscription.created', 'subscribe', {
    severity: 'success',
    player: mira,
    amount: eur('4.99'),
    data: { plan: 'Patron', interval: 'month', renews_at: '2026-10-14', subscription_id: 'sub_1Q' },
  }),
  anEvent('subscription.renewed', 'subscriptions', {
    severity: 'success',
    player: mira,
    amount: eur('4.99'),
    data: { plan: 'Patron', cycle: 7, next_payment_at: '2026-10-14T00:00:00+02:00' },
  }),
  anEvent('subscription.payment_failed', 'subscriptions', {
    severity: 'error',
    player: kai,
    amount: eur('4.99'),
    data: { plan: 'Patron', attempt: 2, next_attempt_at: '2026-09-17T06:00:00Z', reason: 'Card expired' },
  }),
  anEvent('subscription.cancelled', 'unsubscribe', {
    player: kai,
    data: { plan: 'Patron', reason: 'Too expensive', ends_at: '2026-10-14', cycles: 6 },
  }),
  anEvent('member.joined', 'subscribe', { player: kai, data: { member_count: 1204 } }),
  anEvent('perk.expired', 'processing', {
    player: mira,
    data: { perk: 'Queue priority', server: 'Survival', expires_at: 1_789_410_000 },
  }),
  anEvent('queue.priority_applied', 'processing', {
    player: mira,
    data: { priority: 90, position: 3, server: 'Harbor City' },
  }),
  anEvent('command.executed', 'processing', {
    severity: 'success',
    player: mira,
    data: { command: 'lp user MiraStone parent add knight', server: 'Survival', duration_ms: 84 },
  }),
  anEvent('command.failed', 'errors', {
    severity: 'error',
    player: mira,
    data: { command: 'give `MiraStone` *', error: 'Player is offline', attempt: 3, stack },
  }),
  anEvent('server.offline', 'processing', {
    severity: 'error',
    data: { server: 'Survival', players: 42, uptime_seconds: 93_784, reason: 'No heartbeat for 60 s' },
  }),
  anEvent('job.failed', 'processing', {
    severity: 'error',
    data: { job: 'nightly-export', duration_ms: 12_400 },
    description: 'Export stopped\nDisk is full',
  }),
  anEvent('ticket.opened', 'processing', {
    player: kai,
    description: '# My rank is gone\nsince *yesterday*',
    data: { ticket_id: 'T-311', subject: 'Missing rank', priority: 'high' },
  }),
  anEvent('error.database', 'errors', {
    severity: 'critical',
    application: 'shop-api',
    description: 'Cannot write: postgres://crier:s3cret@db/crier refused',
    data: { database: 'shop', query: 'INSERT INTO sales VALUES ($1)', stack, version: '2.4.1' },
  }),
  anEvent('error.server_crash', 'errors', {
    severity: 'critical',
    data: { server: 'Survival', exit_code: 137, players: 42, stack_trace: `${stack}\n`.repeat(60) },
  }),
  anEvent('crier.test', 'errors', { data: { route: 'transactions', asked_by: 'command line' } }),
  anEvent('crier.destination_broken', 'errors', {
    severity: 'error',
    data: {
      label: 'discord.com/…/…6789/••••',
      reason: 'The webhook was deleted in Discord (404, 10015).',
      cure: 'Make a new webhook and set it for the route.',
      waiting: 12,
      routes: ['transactions', 'payment.*'],
    },
  }),
  anEvent('crier.destination_paused', 'errors', {
    severity: 'error',
    title: 'An endpoint is paused',
    data: { destination: 'rewards', reason: 'everything has failed for 5 days', cure: 'Mend its receiver.' },
  }),
  anEvent('shop.stock_low', 'processing', {
    severity: 'warning',
    title: 'Only 3 left',
    data: {
      product: { name: 'Plush Yeti', sku: 'PY-1' },
      stock: 3,
      restock_on: '2026-09-20',
      warehouse: { city: 'Northport', shelf: 'B4' },
    },
  }),
];
