import type { DestinationStatus, StoreStatus } from '../../actions/status/get-status.ts';
import { embedLimits } from '../../discord/limits.ts';
import { iso } from '../../lib/iso.ts';
import type { CommandContext } from '../command-context.ts';
import { button, row } from '../components.ts';
import { ago, colours, listOf, placeOf, safe } from '../format.ts';
import type { Reply, SlashCommand } from '../slash-command.ts';

/** The most lines: more are not read on a phone. */
const mostLines = 20;

export default {
  description: { en: 'What works, what waits, what needs you', de: 'Was läuft, was wartet, was dich braucht' },
  group: 'look',
  self: { scope: 'read', run: status },
  handlers: { refresh: { answers: 'update', scope: 'read', run: status } },
} satisfies SlashCommand;

async function status(context: CommandContext): Promise<Reply> {
  const now = context.now;
  const found = await context.actions.status.get(context.actor);
  const { name, state, needs, destinations, unrouted, about } = found;
  const fields = [
    { name: 'Destinations', value: listOf(destinations.map(lineOf), embedLimits.fieldValue, mostLines) },
    { name: 'Categories', value: listOf(categoryLines(found)) },
  ];
  if (unrouted.count > 0) {
    const since = unrouted.oldestAt === undefined ? '' : `, the oldest ${ago(unrouted.oldestAt)}`;
    fields.push({ name: 'Without a route', value: `${unrouted.count} wait for a route${since}` });
  }
  return {
    embeds: [
      {
        color: state === 'ok' ? colours.good : colours.bad,
        title: `${state === 'ok' ? '🟢' : '🔴'} ${safe(name, 100)}`,
        description:
          state === 'ok'
            ? goodNews(context, found)
            : listOf(
                needs.map((need) => `• ${safe(need, 300)}`),
                2_000,
              ),
        fields,
        footer: { text: `Crier ${about.version}` },
        timestamp: iso(now),
      },
    ],
    components: row(button(context.id('refresh'), 'Refresh', { emoji: '🔄' })),
  };
}

function goodNews(context: CommandContext, { destinations }: StoreStatus): string {
  if (destinations.some(({ destination }) => destination.kind !== 'preview')) return 'All is well.';
  return `No channel is connected yet: events go to the preview alone. ${context.mention('setup')} brings them into channels.`;
}

const lights: Readonly<Record<DestinationStatus['health'], string>> = {
  well: '🟢',
  attention: '🟡',
  broken: '🔴',
  deleted: '⚫',
};

function lineOf(one: DestinationStatus): string {
  const { destination, routes, counts } = one;
  const { state, stateReason, pausedUntil } = destination;
  const waiting =
    counts.pending === 0
      ? ''
      : ` · ${counts.pending} waiting${counts.oldestWaitingAt === undefined ? '' : ` since ${ago(counts.oldestWaitingAt)}`}`;
  const failed = counts.failed === 0 ? '' : ` · ${counts.failed} failed`;
  const last = counts.lastSuccessAt === undefined ? ' · nothing delivered yet' : ` · last ${ago(counts.lastSuccessAt)}`;
  const until = pausedUntil === undefined ? '' : ` until ${ago(pausedUntil)}`;
  const why = state === 'active' ? '' : `\n  ${state}${until}: ${safe(stateReason ?? '', 150)}`;
  const from = routes.length === 0 ? '' : ` (${safe(routes.join(', '), 60)})`;
  return `${lights[one.health]} ${placeOf(destination)}${from}${last}${waiting}${failed}${why}`;
}

function categoryLines({ categories, destinations }: StoreStatus): string[] {
  return categories.map(({ category, route, isMuted, lastDay }) => {
    const to = destinations.find(({ routes }) => route !== undefined && routes.includes(route));
    const place = to === undefined ? '⚠️ no route' : placeOf(to.destination);
    if (isMuted) return `🔕 **${category}**: the route ${safe(String(route))} is muted · ${lastDay} in 24 h`;
    const by = route === undefined || route === category ? '' : ` (by ${route})`;
    const last = to?.counts.lastSuccessAt;
    const when = last === undefined ? '' : ` · last ${ago(last)}`;
    return `${to === undefined ? '' : `${lights[to.health]} `}**${category}** → ${place}${by} · ${lastDay} in 24 h${when}`;
  });
}
