import type { CategoryLooks, LookField } from '../model/look.ts';
import { alike } from './_alike.ts';
import * as field from './_fields.ts';
import { palette } from './_palette.ts';

const command = [
  field.command,
  field.server,
  field.packages,
  field.attempt,
  field.duration,
  field.transaction,
] as const;
const granted: readonly LookField[] = [
  field.perk,
  field.server,
  field.expires,
  field.reason,
  field.order,
  field.transaction,
];
const serverState: readonly LookField[] = [
  field.server,
  { label: 'Players', from: ['data.players', 'data.player_count'], as: 'number' },
  { label: 'Version', from: 'data.version' },
  { label: 'Map', from: 'data.map' },
  { label: 'Uptime', from: ['data.uptime_seconds', 'data.uptime'], as: 'duration' },
  { label: 'Down for', from: ['data.downtime_seconds', 'data.downtime'], as: 'duration' },
  field.reason,
];
const ticket: readonly LookField[] = [
  { label: 'Ticket', from: ['data.ticket_id', 'data.ticket', 'data.number'], as: 'code' },
  { label: 'Subject', from: ['data.subject', 'data.topic'], inline: false },
  field.status,
  { label: 'Priority', from: 'data.priority' },
  { label: 'Assigned to', from: ['data.assignee', 'data.assigned_to', 'data.technician'], as: 'list' },
  field.message,
];

/** The work of stores and servers on a purchase: commands, perks, queues, servers, jobs, tickets. */
export default {
  category: 'processing',
  looks: [
    { for: 'command.queued', title: 'Command queued', icon: '📥', colour: palette.pending, fields: command },
    { for: 'command.executed', title: 'Command executed', icon: '⌨️', colour: palette.money, fields: command },
    { for: 'command.*', title: 'Command', icon: '⌨️', colour: palette.blurple, fields: [...command, field.status] },
    {
      for: 'queue.priority_applied',
      title: 'Queue priority applied',
      icon: '⏫',
      colour: palette.blurple,
      fields: [
        { label: 'Priority', from: ['data.priority', 'data.level'] },
        { label: 'Position', from: ['data.position', 'data.queue_position'], as: 'number' },
        field.server,
        field.expires,
        field.transaction,
      ],
    },
    { for: 'queue.*', title: 'Queue', icon: '🚦', colour: palette.blurple, fields: [field.server, field.status] },
    ...alike(['delivery.completed', 'fulfilment.completed'], {
      title: 'Delivered',
      icon: '📦',
      colour: palette.money,
      fields: [
        field.packages,
        field.quantity,
        field.server,
        field.expires,
        field.duration,
        field.order,
        field.transaction,
      ],
    }),
    {
      for: 'delivery.*',
      title: 'Delivery',
      icon: '📦',
      colour: palette.blurple,
      fields: [field.packages, field.server, field.status, field.order],
    },
    ...alike(['perk.granted', 'perk.added', 'perk.activated'], {
      title: 'Perk granted',
      icon: '✨',
      colour: palette.blurple,
      fields: granted,
    }),
    { for: 'perk.renewed', title: 'Perk renewed', icon: '✨', colour: palette.blurple, fields: granted },
    { for: 'perk.used', title: 'Perk used', icon: '✨', colour: palette.blurple, fields: granted },
    { for: 'perk.expired', title: 'Perk expired', icon: '⌛', colour: palette.grey, fields: granted },
    { for: 'perk.revoked', title: 'Perk revoked', icon: '⛔', colour: palette.amber, fields: granted },
    { for: 'server.online', title: 'Server online', icon: '🟢', colour: palette.money, fields: serverState },
    { for: 'server.offline', title: 'Server offline', icon: '🔴', colour: palette.red, fields: serverState },
    { for: 'server.restarted', title: 'Server restarted', icon: '🔄', colour: palette.blurple, fields: serverState },
    { for: 'server.*', title: 'Server', icon: '🖥️', colour: palette.blurple, fields: [...serverState, field.status] },
    { for: 'job.started', title: 'Job started', icon: '▶️', colour: palette.pending, fields: field.job },
    { for: 'job.completed', title: 'Job completed', icon: '✅', colour: palette.money, fields: field.job },
    { for: 'job.*', title: 'Job', icon: '⚙️', colour: palette.blurple, fields: field.job },
    { for: 'ticket.opened', title: 'New ticket', icon: '🎫', colour: palette.pending, fields: ticket },
    { for: 'ticket.replied', title: 'Ticket: new reply', icon: '💬', colour: palette.pending, fields: ticket },
    { for: 'ticket.closed', title: 'Ticket closed', icon: '🎫', colour: palette.grey, fields: ticket },
    { for: 'ticket.*', title: 'Ticket', icon: '🎫', colour: palette.blurple, fields: ticket },
    ...alike(['message.posted', 'message.posted.*'], {
      title: 'Message',
      icon: '💬',
      colour: palette.blurple,
      colours: {
        blue: palette.pending,
        green: palette.money,
        orange: palette.amber,
        red: palette.red,
        yellow: palette.gold,
        purple: palette.violet,
      },
      isNote: ({ data }) => data?.['message_type'] === 'system_message',
      sentence: ({ data }) => (typeof data?.['sub_title'] === 'string' ? data['sub_title'] : undefined),
      hide: ['data.sub_title', 'data.message_type'],
    }),
    {
      for: 'processing',
      title: 'Processing',
      icon: '⚙️',
      colour: palette.blurple,
      fields: [field.packages, field.server, field.status, field.duration, field.transaction],
    },
  ],
} satisfies CategoryLooks;
