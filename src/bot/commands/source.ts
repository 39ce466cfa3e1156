import type { RefusedRequest } from '../../actions/sources/list-refused.ts';
import type { SourceReport } from '../../actions/sources/report-source.ts';
import { embedLimits } from '../../discord/limits.ts';
import { count } from '../../lib/count.ts';
import type { CommandContext } from '../command-context.ts';
import { button, row } from '../components.ts';
import { ago, colours, lights, listOf, safe } from '../format.ts';
import type { CommandOption, Reply, SlashCommand } from '../slash-command.ts';

/** Refused requests on one page. */
const onPage = 8;

const sourceOption: CommandOption = {
  kind: 'text',
  longest: 64,
  isRequired: true,
  description: { en: 'Which source', de: 'Welche Quelle' },
  suggest: async (context, typed) =>
    (await enabledSources(context)).flatMap(({ source: { id, title } }) =>
      `${id} ${title}`.toLowerCase().includes(typed.trim().toLowerCase()) ? [{ name: title, value: id }] : [],
    ),
};

export default {
  description: { en: 'Platforms that send events', de: 'Plattformen, die Ereignisse senden' },
  group: 'set up',
  subcommands: {
    list: {
      description: { en: 'All that are on, and what they refused', de: 'Alle eingeschalteten, und was sie abwiesen' },
      scope: 'read',
      run: list,
    },
    refused: {
      description: { en: 'What one refused, and why', de: 'Was eine abwies, und warum' },
      scope: 'read',
      options: { source: sourceOption },
      run: (context) => refused(context, context.required('source'), 0),
    },
    retry: {
      description: { en: 'Look again at what one refused', de: 'Noch einmal ansehen, was eine abwies' },
      scope: 'admin',
      options: { source: sourceOption },
      run: (context) => retry(context, context.required('source')),
    },
  },
  handlers: {
    page: {
      answers: 'update',
      scope: 'read',
      run: (context) => refused(context, context.args[0] ?? '', Number(context.args[1] ?? 0) || 0),
    },
    retry: { answers: 'reply', scope: 'admin', run: (context) => retry(context, context.args[0] ?? '') },
  },
} satisfies SlashCommand;

async function enabledSources({ actions, actor }: CommandContext): Promise<SourceReport[]> {
  return (await actions.sources.list(actor)).filter(({ enabled }) => enabled !== undefined);
}

async function list(context: CommandContext): Promise<Reply> {
  const lines = (await enabledSources(context)).map((one) => lineOf(context, one));
  const none = 'None is on. One is switched on on the machine: `npm run crier -- source add tebex`';
  const description = lines.length === 0 ? none : listOf(lines, embedLimits.description);
  return { embeds: [{ color: colours.plain, title: 'Sources', description }] };
}

function lineOf(context: CommandContext, { source, activity, need }: SourceReport): string {
  const { lastReceivedAt, lastRefusedAt, refused: kept = 0 } = activity ?? {};
  const last = lastReceivedAt === undefined ? 'nothing received yet' : `last ${ago(lastReceivedAt)}`;
  const also = kept === 0 || lastRefusedAt === undefined ? '' : ` · ${kept} refused, the last ${ago(lastRefusedAt)}`;
  const why = need === undefined ? '' : `\n  ${safe(need.cure, 400)} ${context.mention('source refused')}`;
  return `${lights[need?.severity ?? 'ok']} **${safe(source.title)}** ${last}${also}${why}`;
}

async function refused(context: CommandContext, id: string, wanted: number): Promise<Reply> {
  const all = await context.actions.sources.listRefused(context.actor, id);
  if (all.length === 0) {
    return { embeds: [{ color: colours.good, description: `${safe(id)} has refused nothing.` }], components: [] };
  }
  const last = Math.ceil(all.length / onPage) - 1;
  const page = Math.min(Math.max(wanted, 0), last);
  const lines = all.slice(page * onPage, (page + 1) * onPage).map(refusedLine);
  const to = (target: number) => context.id('page', id, String(target));
  return {
    embeds: [
      {
        color: colours.warn,
        title: `Refused by ${safe(id)}`,
        description: listOf(lines, embedLimits.description),
        footer: { text: `${count(all.length, 'request')} kept · page ${page + 1} of ${last + 1}` },
      },
    ],
    components: row(
      button(to(page - 1), 'Newer', { isOff: page === 0 }),
      button(to(page + 1), 'Older', { isOff: page === last }),
      button(context.id('retry', id), 'Retry', { emoji: '🔁', style: 'main' }),
    ),
  };
}

const causes: Readonly<Record<RefusedRequest['cause'], string>> = {
  missing: 'it bears no credential',
  wrong: 'its credential does not fit',
  stale: 'it is too old',
  unreadable: 'it cannot be read',
};

function refusedLine({ at, cause, detail }: RefusedRequest): string {
  return `${ago(at)} **${causes[cause]}**: ${safe(detail, 350)}`;
}

async function retry(context: CommandContext, id: string): Promise<Reply> {
  const { believed, refused: left } = await context.actions.sources.retryRefused(context.actor, id);
  const rest = left === 0 ? '' : ` ${count(left, 'request is', 'requests are')} still refused.`;
  const description =
    believed + left === 0
      ? `${safe(id)} has refused nothing.`
      : `🔁 ${count(believed, 'request is', 'requests are')} believed now and became events.${rest}`;
  return { embeds: [{ color: left === 0 ? colours.good : colours.warn, description }] };
}
