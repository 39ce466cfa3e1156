import { alex, type InDays, mira, nova, type Sample, steve } from './_parts.ts';

export const processing = (inDays: InDays): Sample[] => [
  {
    type: 'command.queued',
    player: steve,
    data: { command: 'lp user Steve parent add vip', server: 'Survival', transaction_id: 'tbx-4711' },
  },
  {
    type: 'command.executed',
    severity: 'success',
    player: steve,
    data: { command: 'lp user Steve parent add vip', server: 'Survival', duration_ms: 84 },
  },
  {
    type: 'queue.priority_applied',
    player: alex,
    data: { priority: 50, server: 'RP 1', position: 3, expires_at: inDays(30) },
  },
  {
    type: 'delivery.completed',
    severity: 'success',
    player: alex,
    data: { package: 'Pet Dragon', quantity: 1, server: 'Skyblock', duration_ms: 412 },
  },
  {
    type: 'perk.granted',
    severity: 'success',
    player: steve,
    data: { package: 'VIP', server: 'Survival', expires_at: inDays(30) },
  },
  { type: 'perk.renewed', severity: 'success', player: nova, data: { perk: 'VIP', expires_at: inDays(30) } },
  { type: 'perk.expired', player: steve, data: { perk: 'VIP', server: 'Survival' } },
  { type: 'perk.revoked', severity: 'warning', player: mira, data: { perk: 'Founder', reason: 'Payment disputed' } },
  { type: 'server.online', severity: 'success', data: { server: 'Survival', players: 0, version: '1.21.8' } },
  { type: 'server.offline', severity: 'error', data: { server: 'Survival', reason: 'Out of memory' } },
  { type: 'server.restarted', data: { server: 'Survival', downtime_seconds: 48, reason: 'Nightly restart' } },
  {
    type: 'job.completed',
    severity: 'success',
    data: { job: 'expire-perks', processed: 118, duration_ms: 2_140, next_run_at: inDays(1) },
  },
  {
    type: 'ticket.opened',
    player: alex,
    data: { ticket: 4821, subject: 'My purchase did not arrive', priority: 'high', assignee: 'Mod Team' },
  },
  { type: 'ticket.closed', severity: 'success', player: alex, data: { ticket: 4821, status: 'solved' } },
];
