import { longId, shortId } from '../../discord/custom-id.ts';
import { embedLimits } from '../../discord/limits.ts';
import { type DeliveryStatus, deliveryStatuses } from '../../model/delivery.ts';
import type { CommandContext } from '../command-context.ts';
import { button, menu, row } from '../components.ts';
import { deliveryLine, deliveryReply } from '../delivery-reply.ts';
import { ago, colours, safe, statusMarks, summaryOf } from '../format.ts';
import {
  categoryIn,
  categoryOption,
  durationIn,
  playerOption,
  sinceOption,
  statusOption,
  typeOption,
} from '../options.ts';
import type { Reply, SlashCommand } from '../slash-command.ts';

const onPage = 10;

/** A search that goes further back is narrowed down. */
const mostPages = 20;

/** A search and its page; all of it stands in the custom ids. */
interface View {
  page: number;
  status: DeliveryStatus | undefined;
  category: string | undefined;
  type: string | undefined;
  player: string | undefined;
  /** Epoch milliseconds, in whole minutes. */
  since: number | undefined;
}

export default {
  description: { en: 'Search what was and what will be delivered', de: 'Zustellungen durchsuchen' },
  group: 'look',
  self: {
    scope: 'read',
    options: {
      status: statusOption,
      category: categoryOption,
      player: playerOption,
      type: typeOption,
      since: sinceOption,
    },
    run(context) {
      const sinceMs = durationIn(context.text('since'));
      return show(context, {
        page: 0,
        status: statusIn(context.text('status')),
        category: context.text('category'),
        type: context.text('type'),
        player: context.text('player'),
        since: sinceMs === undefined ? undefined : Math.floor((context.now - sinceMs) / 60_000) * 60_000,
      });
    },
  },
  handlers: {
    page: { answers: 'update', scope: 'read', run: (context) => show(context, readView(context.args)) },
    open: {
      answers: 'reply',
      scope: 'read',
      async run(context) {
        const [short = ''] = context.values;
        return deliveryReply(context, await context.actions.deliveries.get(context.actor, longId('dlv', short)));
      },
    },
  },
} satisfies SlashCommand;

async function show(context: CommandContext, view: View): Promise<Reply> {
  const { status, type, since, player: q } = view;
  const page = Math.min(Math.max(view.page, 0), mostPages - 1);
  const filter = { status, type, since, q, category: categoryIn(view.category) };
  const limit = (page + 1) * onPage + 1;
  const { rows, next } = await context.actions.deliveries.list(context.actor, filter, { limit });
  const shown = rows.slice(page * onPage, (page + 1) * onPage);
  if (shown.length === 0 && page > 0) return show(context, { ...view, page: page - 1 });
  const hasMore = rows.length > (page + 1) * onPage;
  const to = (target: number) => context.id('page', ...writeView({ ...view, page: target }));
  const isLast = !hasMore || page === mostPages - 1;
  const lines = shown.map((one) => deliveryLine(context, one));
  // A search that finds little ends before it has seen the whole log.
  const isCut = !hasMore && next !== undefined;
  const nothing = isCut ? 'Nothing among the newest fits.' : filterLine(view) === '' ? 'Nothing yet.' : 'Nothing fits.';
  const footer =
    (hasMore && isLast) || isCut
      ? 'Older ones: narrow it down'
      : to(0) === undefined
        ? 'Too many filters for pages'
        : `Page ${page + 1}`;
  return {
    embeds: [
      {
        color: colours.plain,
        title: 'Deliveries',
        description: [filterLine(view), ...(lines.length === 0 ? [nothing] : lines)]
          .filter(Boolean)
          .join('\n')
          .slice(0, embedLimits.description),
        footer: { text: footer },
      },
    ],
    components: [
      ...row(
        menu(
          context.id('open'),
          'Open one …',
          shown.map(({ delivery, event }) => ({
            label: summaryOf(event, context.store),
            description: delivery.reason ?? delivery.id,
            value: shortId(delivery.id),
            emoji: statusMarks[delivery.status],
          })),
        ),
      ),
      ...row(
        // Two buttons never share a custom id, so the first page is asked for by its own.
        button(page > 1 ? to(0) : undefined, 'First'),
        button(to(page - 1), 'Newer', { isOff: page === 0 }),
        button(to(page), 'Refresh', { emoji: '🔄' }),
        button(to(page + 1), 'Older', { isOff: isLast }),
      ),
    ],
  };
}

function filterLine({ status, category, type, player, since }: View): string {
  const parts = [
    status && `status **${status}**`,
    category && `category **${category}**`,
    type && `type **${safe(type)}**`,
    player && `player **${safe(player)}**`,
    since === undefined ? undefined : `since ${ago(since)}`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${parts.join(' · ')}\n`;
}

const statusIn = (text: string | undefined) => deliveryStatuses.find((status) => status === text);

function writeView({ page, status, category, type, player, since }: View): string[] {
  const minutes = since === undefined ? '' : (since / 60_000).toString(36);
  const statusAt = status === undefined ? '' : String(deliveryStatuses.indexOf(status));
  return [page.toString(36), statusAt, category ?? '', minutes, type ?? '', player ?? ''];
}

function readView([
  page = '0',
  status = '',
  category = '',
  minutes = '',
  type = '',
  player = '',
]: readonly string[]): View {
  return {
    page: Number.parseInt(page, 36) || 0,
    status: status === '' ? undefined : deliveryStatuses[Number(status)],
    category: category || undefined,
    type: type || undefined,
    player: player || undefined,
    since: minutes === '' ? undefined : Number.parseInt(minutes, 36) * 60_000,
  };
}
