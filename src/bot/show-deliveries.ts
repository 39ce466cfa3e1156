import type { APIEmbed } from 'discord.js';
import { type DeliveryReport, getDelivery } from '../actions/get-delivery.ts';
import { type DeliveryList, listDeliveries } from '../actions/list-deliveries.ts';
import { shortId } from '../discord/custom-id.ts';
import type { Delivery } from '../model/delivery.ts';
import { CrierError } from '../model/errors.ts';
import { type Event, typePattern } from '../model/event.ts';
import { formatMoney } from '../model/money.ts';
import { outcomeWords, statusWords } from '../model/words.ts';
import type { Asked } from './asked.ts';
import { ago, button, colours, link, moment, placeOf, row, safe, statusMarks } from './show.ts';
import type { Reply } from './slash-command.ts';

/** One delivery on two lines of a list. */
export function deliveryLine(asked: Asked, { delivery, event }: { delivery: Delivery; event: Event }): string {
  const who = [event.player?.name, event.recipient && `→ ${event.recipient.name}`].filter(Boolean).join(' ');
  const amount = event.amount && formatMoney(event.amount, asked.store.locale);
  const facts = [safe(event.type, 40), who && safe(who, 40), amount && safe(amount), ago(delivery.createdAt)];
  const why = delivery.status === 'failed' && delivery.reason ? `\n  ${safe(delivery.reason, 100)}` : '';
  return `${statusMarks[delivery.status]} ${facts.filter(Boolean).join(' · ')} · ${whereOf(asked, delivery)}${why}`;
}

/** Where a delivery goes. */
export function whereOf({ deps }: Asked, { destination }: Pick<Delivery, 'destination'>): string {
  const found = destination === undefined ? undefined : deps.registries.destinations.find(destination);
  return found === undefined ? 'no route' : placeOf(found);
}

/** Discord: Message Resource, "Embed Limits". */
const mostAttempts = 8;

/** Everything about one delivery. */
export function deliveryEmbed(asked: Asked, { delivery, event, attempts }: DeliveryReport): APIEmbed {
  const { store } = asked;
  const facts: [string, string | undefined][] = [
    ['Player', event.player && safe(event.player.name)],
    ['Recipient', event.recipient && safe(event.recipient.name)],
    ['Amount', event.amount && safe(formatMoney(event.amount, store.locale))],
    ['Where', whereOf(asked, delivery)],
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
      { name: 'Attempts', value: lines.length === 0 ? 'none yet' : lines.join('\n').slice(0, 1_024) },
    ],
    footer: { text: `${delivery.id} · ${event.id}` },
  };
}

/** The same with its buttons. */
export function deliveryReply(asked: Asked, report: DeliveryReport): Reply {
  const { id, status, messageUrl } = report.delivery;
  const isWaiting = status === 'pending' || status === 'unrouted';
  return {
    embeds: [deliveryEmbed(asked, report)],
    components: row(
      button(asked.idOf('delivery', 'replay', shortId(id), status), 'Replay', {
        style: 'main',
        isOff: isWaiting,
        emoji: '🔁',
      }),
      button(asked.idOf('delivery', 'cancel', shortId(id)), 'Cancel', { style: 'bad', isOff: !isWaiting }),
      button(asked.idOf('delivery', 'show', shortId(id)), 'Refresh', { emoji: '🔄' }),
      link(messageUrl, 'Open in Discord'),
    ),
  };
}

/**
 * A delivery by its id, else the newest one that the words fit.
 *
 * @throws CrierError `not_found`.
 */
export async function findDelivery(asked: Asked, text: string): Promise<DeliveryReport> {
  const { deps, actor } = asked;
  if (/^dlv_[0-9a-f]{32}$/.test(text)) return getDelivery(deps, actor, text);
  const [found] = await deliveriesLike(asked, text, 1);
  if (found !== undefined) return getDelivery(deps, actor, found.delivery.id);
  throw new CrierError('not_found', `Nothing fits "${text}". Type a player, a type or an id and choose from the list.`);
}

/** The newest deliveries that words fit: those of a player, a title or an id, else those of an event type. */
export async function deliveriesLike(
  { deps, actor }: Asked,
  text: string,
  limit: number,
): Promise<DeliveryList['rows']> {
  // The search knows ids without what they are of.
  const { rows } = await listDeliveries(deps, actor, { q: text.replace(/^evt_/, '') || undefined }, { limit });
  if (rows.length > 0 || !typePattern.test(text)) return rows;
  return (await listDeliveries(deps, actor, { type: text }, { limit })).rows;
}
