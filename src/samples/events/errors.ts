import { alex, eur, type InDays, nova, type Sample, steve } from './_parts.ts';

const stack = [
  'java.lang.IllegalStateException: cannot give VIP to Steve',
  '    at com.frostvale.store.PackageGiver.give(PackageGiver.java:88)',
  '    at com.frostvale.store.CommandQueue.run(CommandQueue.java:41)',
  '    at org.bukkit.craftbukkit.scheduler.CraftTask.run(CraftTask.java:101)',
  'Caused by: java.sql.SQLException: database is locked',
  '    at com.frostvale.store.Database.update(Database.java:112)',
].join('\n');

export const errors = (inDays: InDays): Sample[] => [
  {
    type: 'error.plugin',
    severity: 'error',
    description: stack,
    data: { plugin: 'FrostStore', version: '2.4.1', server: 'Survival', environment: 'production' },
  },
  {
    type: 'error.database',
    severity: 'critical',
    description: 'Too many connections: 151 of 151 are in use.',
    data: { database: 'store', query: 'UPDATE purchases SET state = ? WHERE id = ?', error_code: 'ER_CON_COUNT_ERROR' },
  },
  {
    type: 'error.payment',
    severity: 'error',
    player: nova,
    amount: eur('9.99'),
    description: 'The payment provider answered 500 to a capture.',
    data: { gateway: 'Stripe', error_code: 'api_error', transaction_id: 'pi_3PqX', attempt: 2 },
  },
  {
    type: 'error.webhook',
    severity: 'error',
    description: 'A webhook of the store was not taken.',
    data: { endpoint: 'https://panel.example/hooks/store', status_code: 502, attempt: 4 },
  },
  {
    type: 'error.api',
    severity: 'error',
    description: 'Unhandled rejection while reading a basket.',
    data: { request: 'GET /api/baskets/118', status_code: 500, service: 'web-shop', release: '4.12.0' },
  },
  {
    type: 'error.server_crash',
    severity: 'critical',
    description: 'java.lang.OutOfMemoryError: Java heap space',
    data: { server: 'Survival', players: 84, uptime_seconds: 259_200, exit_code: 137 },
  },
  {
    type: 'error.auth',
    severity: 'warning',
    description: 'Twelve wrong passwords for one account within a minute.',
    data: { service: 'web-shop', wrong_passwords: 12 },
  },
  {
    type: 'error.delivery',
    severity: 'error',
    player: steve,
    description: 'The package was paid for, but could not be given.',
    data: { package: 'VIP', server: 'Survival', reason: 'The player is banned on this server', attempt: 5 },
  },
  {
    type: 'error.reported',
    severity: 'error',
    title: "TypeError: Cannot read properties of undefined (reading 'price')",
    data: {
      culprit: 'checkout/basket.ts in total',
      environment: 'production',
      events: 37,
      users: 9,
      short_id: 'SHOP-4F',
    },
  },
  {
    type: 'error.resolved',
    severity: 'success',
    title: "TypeError: Cannot read properties of undefined (reading 'price')",
    data: { short_id: 'SHOP-4F', release: '4.12.1' },
  },
  {
    type: 'command.failed',
    severity: 'error',
    player: steve,
    description: 'The player is offline, and the command needs them online.',
    data: { command: 'give Steve dragon_egg 1', server: 'Survival', attempt: 3 },
  },
  {
    type: 'alert.firing',
    category: 'errors',
    severity: 'critical',
    title: 'The disk of survival-1 is almost full',
    data: { summary: '4 % free on /srv', instance: 'survival-1', started_at: inDays(-0.01) },
  },
  {
    type: 'delivery.failed',
    severity: 'error',
    player: alex,
    data: { package: 'Pet Dragon', server: 'Skyblock', reason: 'The inventory is full', attempt: 2 },
  },
  {
    type: 'job.failed',
    severity: 'error',
    data: { job: 'sync-prices', reason: 'The price list cannot be read', attempt: 3, next_run_at: inDays(0.04) },
  },
];
