import type { APIEmbed } from 'discord.js';
import type { DeliveryReport } from '../actions/deliveries/get-delivery.ts';
import type { ListedDelivery } from '../actions/deliveries/list-deliveries.ts';
import { shortId } from '../discord/custom-id.ts';
import { embedLimits } from '../discord/limits.ts';
import type { ShownDestination } from '../model/destination.ts';
import { formatMoney } from '../model/money.ts';
import { outcomeWords, statusWords } from '../model/state-words.ts';
import type { CommandContext } from './command-context.ts';
import { button, link, row } from './components.ts';
import { ago, colours, moment, placeOf, safe, statusMarks } from './format.ts';
import type { Reply } from './slash-command.ts';

/** One delivery on two lines of a list. */
export function deliveryLine(context: CommandContext, { delivery, event, destination }: ListedDelivery): string {
  const who = [event.player?.name, event.recipient && `→ ${event.recipient.name}`].filter(Boolean).join(' ');
  const amount = event.amount && formatMoney(event.amount, context.store.locale);
  const facts = [safe(event.type, 40), who && safe(who, 40), amount && safe(amount), ago(delivery.createdAt)];
  const why =
    (delivery.status === 'failed' || delivery.status === 'held') && delivery.reason
      ? `\n  ${safe(delivery.reason, 100)}`
      : '';
  return `${statusMarks[delivery.status]} ${facts.filter(Boolean).join(' · ')} · ${whereOf(destination)}${why}`;
}

/** The place that a delivery goes to. */
function whereOf(destination: ShownDestination | undefined): string {
  return destination === undefined ? 'no route' : placeOf(destination);
}

/** Discord: Message Resource, "Embed Limits". */
const mostAttempts = 8;

/** Everything about one delivery. */
export function deliveryEmbed(context: CommandContext, report: DeliveryReport): APIEmbed {
  const { delivery, event, attempts, destination } = report;
  const { store } = context;
  const facts: [string, string | undefined][] = [
    ['Player', event.player && safe(event.player.name)],
    ['Recipient', event.recipient && safe(event.recipient.name)],
    ['Amount', event.amount && safe(formatMoney(event.amount, store.locale))],
    ['Where', whereOf(destination)],
    ['Route', delivery.routeKey && safe(delivery.routeKey)],
    ['Happened', moment(event.occurredAt)],
    ['Next attempt', delivery.nextAttemptAt === undefined ? undefined : ago(delivery.nextAttemptAt)],
    ['Settled', delivery.settledAt === undefined ? undefined : moment(delivery.settledAt)],
    ['Repeats', delivery.replayOf],
  ];
  const shown = attempts.slice(-mostAttempts).map(({ number, at, outcome, statusCode, reason, latencyMs }) => {
    const status = statusCode === undefined ? '' : ` (${statusCode})`;
    const why = reason === undefined || outcome === 'delivered' ? '' : `: ${safe(reason, 110)}`;
    return `${number}. ${ago(at)} ${outcomeWords[outcome]}${status}, ${Math.round(latencyMs)} ms${why}`;
  });
  const earlier = attempts.length - shown.length;
  const lines = earlier > 0 ? [`… ${earlier} earlier`, ...shown] : shown;
  return {
    color: {
      delivered: colours.good,
      failed: colours.bad,
      held: colours.warn,
      pending: colours.warn,
      unrouted: colours.warn,
      cancelled: colours.plain,
    }[delivery.status],
    title: `${statusMarks[delivery.status]} ${safe(event.type, 100)}`,
    description: [
      `**${statusWords[delivery.status]}**${delivery.reason === undefined ? '' : `: ${safe(delivery.reason, 500)}`}`,
      event.title === undefined ? '' : safe(event.title, 200),
    ]
      .filter(Boolean)
      .join('\n'),
    fields: [
      ...facts.flatMap(([name, value]) => (value ? [{ name, value, inline: true }] : [])),
      { name: 'Attempts', value: lines.length === 0 ? 'none yet' : lines.join('\n').slice(0, embedLimits.fieldValue) },
    ],
    footer: { text: `${delivery.id} · ${event.id}` },
  };
}

/** The same with its buttons. */
export function deliveryReply(context: CommandContext, report: DeliveryReport): Reply {
  const { id, status, messageUrl } = report.delivery;
  const isWaiting = status === 'pending' || status === 'unrouted';
  return {
    embeds: [deliveryEmbed(context, report)],
    components: row(
      button(context.idOf('delivery', 'replay', shortId(id), status), 'Replay', {
        style: 'main',
        isOff: isWaiting,
        emoji: '🔁',
      }),
      button(context.idOf('delivery', 'cancel', shortId(id)), 'Cancel', { style: 'bad', isOff: !isWaiting }),
      button(context.idOf('delivery', 'show', shortId(id)), 'Refresh', { emoji: '🔄' }),
      link(messageUrl, 'Open in Discord'),
    ),
  };
}
