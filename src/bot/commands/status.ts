import type { DestinationOverview, StoreOverview } from '../../contract/status.ts';
import { embedLimits } from '../../discord/limits.ts';
import { iso } from '../../lib/iso.ts';
import type { Need } from '../../model/need.ts';
import type { CommandContext } from '../command-context.ts';
import { button, row } from '../components.ts';
import { ago, colours, lights, listOf, placeOf, safe } from '../format.ts';
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
  const text = needs.map((need) => `${lights[need.severity]} ${needLine(context, need)}`);
  return {
    embeds: [
      {
        color: stateColours[state],
        title: `${lights[state]} ${safe(name, 100)}`,
        description: needs.length === 0 ? 'All is well.' : listOf(text, 2_000),
        fields,
        footer: { text: `Crier ${about.version}` },
        timestamp: iso(now),
      },
    ],
    components: row(button(context.id('refresh'), 'Refresh', { emoji: '🔄' })),
  };
}

const stateColours = { ok: colours.good, attention: colours.warn, broken: colours.bad } as const;

/** The fault and its cure; the commands that it names can be clicked. */
function needLine(context: CommandContext, { what, reason, since, cure }: Need): string {
  const when = since === undefined ? '' : `, since ${ago(since)}`;
  const steps = safe(cure, 300).replace(/(?<!\S)\/(setup|resume|route set)\b/g, (_all, path) => context.mention(path));
  return `**${safe(what, 100)}**: ${safe(reason, 300)}${when}. ${steps}`;
}

function lineOf(one: DestinationOverview): string {
  const { destination, routes, muted, counts } = one;
  const { state, stateReason, pausedUntil } = destination;
  const oldest = counts.oldestWaiting?.at;
  const waiting =
    counts.pending === 0 ? '' : ` · ${counts.pending} waiting${oldest === undefined ? '' : ` since ${ago(oldest)}`}`;
  const failed = counts.failed === 0 ? '' : ` · ${counts.failed} failed`;
  const last = counts.lastSuccessAt === undefined ? ' · nothing delivered yet' : ` · last ${ago(counts.lastSuccessAt)}`;
  const until = pausedUntil === undefined ? '' : ` until ${ago(pausedUntil)}`;
  const why = state === 'active' ? '' : `\n  ${state}${until}: ${safe(stateReason ?? '', 150)}`;
  const keys = routes.map((key) => (muted.includes(key) ? `${key} muted` : key));
  const from = keys.length === 0 ? '' : ` (${safe(keys.join(', '), 60)})`;
  return `${lights[one.health]} ${placeOf(destination)}${from}${last}${waiting}${failed}${why}`;
}

function categoryLines({ categories, destinations }: StoreOverview): string[] {
  return categories.map(({ category, route, isMuted, lastDay }) => {
    const to = destinations.find(({ routes }) => route !== undefined && routes.includes(route));
    const place = to === undefined ? '⚠️ no route' : placeOf(to.destination);
    const by = route === undefined || route === category ? '' : ` (by ${route})`;
    const muted = isMuted ? ' · muted' : '';
    const last = to?.counts.lastSuccessAt;
    const when = last === undefined ? '' : ` · last ${ago(last)}`;
    return `${to === undefined ? '' : `${lights[to.health]} `}**${category}** → ${place}${by}${muted} · ${lastDay} in 24 h${when}`;
  });
}
