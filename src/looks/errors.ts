import type { CategoryLooks, LookField } from '../model/look.ts';
import { alike } from './_alike.ts';
import * as field from './_fields.ts';
import { palette } from './_palette.ts';

const where: readonly LookField[] = [
  field.server,
  {
    label: 'Component',
    from: ['data.component', 'data.service', 'data.module', 'data.project', 'data.source'],
    as: 'list',
  },
  { label: 'Where', from: ['data.culprit', 'data.location', 'data.file', 'data.path', 'data.endpoint'], as: 'code' },
  { label: 'Environment', from: ['data.environment', 'data.env'] },
  { label: 'Version', from: ['data.version', 'data.release'] },
];
const failure: readonly LookField[] = [field.reason, field.reasonCode, ...where, field.attempt];
const alert: readonly LookField[] = [
  { label: 'Summary', from: ['data.summary', 'data.message'], inline: false },
  { label: 'Instances', from: ['data.instances', 'data.instance'], as: 'list' },
  ...where,
  { label: 'Since', from: ['data.since', 'data.starts_at', 'data.started_at'], as: 'time' },
  { label: 'Lasted', from: ['data.duration_ms', 'data.duration', 'data.lasted'], as: 'duration' },
];

const ofDestination: readonly LookField[] = [
  { label: 'Destination', from: ['data.label', 'data.destination'], as: 'code', inline: false },
  { label: 'Why', from: ['data.reason', 'data.problem'], inline: false },
  { label: 'What to do', from: ['data.cure', 'data.next_step'], inline: false },
  { label: 'Waiting', from: ['data.waiting', 'data.pending'], as: 'number' },
  { label: 'Routes', from: ['data.routes', 'data.route'], as: 'list' },
];

/** Faults in the store's own machinery and in Crier. */
export default {
  category: 'errors',
  looks: [
    {
      for: 'error.payment',
      title: 'Payment error',
      icon: '💳',
      colour: palette.red,
      fields: [field.amount, field.packages, ...failure, field.gateway, field.order, field.transaction],
    },
    {
      for: 'error.webhook',
      title: 'Webhook error',
      icon: '🪝',
      colour: palette.red,
      fields: [
        { label: 'Endpoint', from: ['data.endpoint', 'data.host', 'data.target'], as: 'code' },
        { label: 'HTTP status', from: ['data.status_code', 'data.http_status', 'data.status'], as: 'code' },
        ...failure,
      ],
    },
    {
      for: 'error.plugin',
      title: 'Plugin error',
      icon: '🧩',
      colour: palette.red,
      fields: [{ label: 'Plugin', from: ['data.plugin', 'data.plugin_name', 'data.resource'], as: 'list' }, ...failure],
    },
    {
      for: 'error.database',
      title: 'Database error',
      icon: '🗄️',
      colour: palette.red,
      fields: [
        { label: 'Database', from: ['data.database', 'data.db'], as: 'list' },
        { label: 'Query', from: ['data.query', 'data.sql', 'data.statement'], as: 'code-block', inline: false },
        ...failure,
      ],
    },
    {
      for: 'error.server_crash',
      title: 'Server crashed',
      icon: '💥',
      colour: palette.crimson,
      fields: [
        ...failure,
        { label: 'Players online', from: ['data.players', 'data.player_count', 'data.players_online'], as: 'number' },
        { label: 'Uptime', from: ['data.uptime_seconds', 'data.uptime'], as: 'duration' },
        { label: 'Exit code', from: ['data.exit_code', 'data.signal'], as: 'code' },
      ],
    },
    ...alike(['error.api', 'error.http'], {
      title: 'API error',
      icon: '🔌',
      colour: palette.red,
      fields: [
        { label: 'Request', from: ['data.request', 'data.route', 'data.endpoint'], as: 'code' },
        { label: 'HTTP status', from: ['data.status_code', 'data.http_status', 'data.status'], as: 'code' },
        ...failure,
      ],
    }),
    { for: 'error.auth', title: 'Sign-in error', icon: '🔐', colour: palette.red, fields: failure },
    {
      for: 'error.delivery',
      title: 'Delivery error',
      icon: '📦',
      colour: palette.red,
      fields: [field.packages, field.command, ...failure],
    },
    {
      for: 'error.reported',
      title: 'New error',
      icon: '🐛',
      colour: palette.red,
      fields: [
        ...failure,
        { label: 'Level', from: 'data.level' },
        { label: 'Events', from: ['data.events', 'data.count'], as: 'number' },
        { label: 'Users', from: ['data.users', 'data.user_count'], as: 'number' },
        { label: 'Short id', from: ['data.short_id', 'data.issue'], as: 'code' },
      ],
    },
    { for: 'error.alert', title: 'Error alert', icon: '🚨', colour: palette.red, fields: alert },
    { for: 'error.resolved', title: 'Error resolved', icon: '✅', colour: palette.money, fields: failure },
    { for: 'error.reopened', title: 'Error is back', icon: '🐛', colour: palette.amber, fields: failure },
    { for: 'error.*', title: 'Error', icon: '🚨', colour: palette.red, fields: failure },
    {
      for: 'command.failed',
      title: 'Command failed',
      icon: '⌨️',
      colour: palette.red,
      fields: [field.command, ...failure, field.packages, field.transaction],
    },
    {
      for: 'delivery.failed',
      title: 'Delivery failed',
      icon: '📦',
      colour: palette.red,
      fields: [
        field.packages,
        field.reason,
        field.reasonCode,
        field.server,
        field.attempt,
        field.order,
        field.transaction,
      ],
    },
    { for: 'job.failed', title: 'Job failed', icon: '❌', colour: palette.red, fields: field.job },
    {
      for: 'webhook.failed',
      title: 'Webhook failed',
      icon: '🪝',
      colour: palette.red,
      fields: [
        { label: 'Endpoint', from: ['data.endpoint', 'data.host', 'data.target'], as: 'code' },
        { label: 'HTTP status', from: ['data.status_code', 'data.http_status', 'data.status'], as: 'code' },
        ...failure,
      ],
    },
    { for: 'alert.firing', title: 'Alert', icon: '🔥', colour: palette.red, fields: alert },
    { for: 'alert.resolved', title: 'Alert resolved', icon: '✅', colour: palette.money, fields: alert },
    {
      for: 'crier.test',
      title: 'Crier can reach this channel',
      icon: '👋',
      colour: palette.blurple,
      sentence: () => 'This is a test. Events that lead here will look like this.',
      fields: [
        { label: 'Route', from: ['data.route', 'data.route_key'], as: 'code' },
        { label: 'Asked by', from: 'data.asked_by' },
      ],
    },
    {
      for: 'crier.destination_broken',
      title: 'A destination no longer takes messages',
      icon: '🔌',
      colour: palette.crimson,
      sentence: () => 'Nothing is lost: its events wait until the destination is mended or they are sent elsewhere.',
      fields: ofDestination,
    },
    {
      for: 'crier.destination_paused',
      title: 'A destination is paused',
      icon: '⏸️',
      colour: palette.amber,
      sentence: () => 'Nothing is lost: its events wait until it is resumed.',
      fields: ofDestination,
    },
    {
      for: 'crier.delivery_failed',
      title: 'Deliveries have failed for good',
      icon: '📪',
      colour: palette.red,
      fields: ofDestination,
    },
    {
      for: 'crier.delivery_held',
      title: 'Deliveries may have arrived',
      icon: '✋',
      colour: palette.amber,
      fields: ofDestination,
    },
    {
      for: 'crier.source_refusing',
      title: 'A platform is refused',
      icon: '⛔',
      colour: palette.amber,
      sentence: () => 'What it sends is kept for 30 days, and can be looked at again once the cause is mended.',
      fields: [{ label: 'Source', from: 'data.source', as: 'code' }, ...ofDestination],
    },
    { for: 'errors', title: 'Error', icon: '🚨', colour: palette.red, fields: failure },
  ],
} satisfies CategoryLooks;
