import type { EndpointReport } from '../../actions/endpoints/report-endpoint.ts';
import { embedLimits } from '../../discord/limits.ts';
import type { CommandContext } from '../command-context.ts';
import { ago, colours, lights, listOf, safe } from '../format.ts';
import { durationIn } from '../options.ts';
import type { CommandOption, Reply, SlashCommand } from '../slash-command.ts';
import { testLine } from '../test-line.ts';

const nameOption: CommandOption = {
  kind: 'text',
  longest: 64,
  isRequired: true,
  description: { en: 'Which endpoint', de: 'Welcher Endpunkt' },
  suggest: async ({ actions, actor }, typed) =>
    (await actions.endpoints.list(actor)).flatMap(({ destination: { name = '', label } }) =>
      name.toLowerCase().includes(typed.trim().toLowerCase()) ? [{ name: `${name} (${label})`, value: name }] : [],
    ),
};

export default {
  description: { en: 'Systems of your own that get events', de: 'Eigene Systeme, die Ereignisse bekommen' },
  group: 'set up',
  subcommands: {
    list: { description: { en: 'All endpoints', de: 'Alle Endpunkte' }, scope: 'read', run: list },
    test: {
      description: { en: 'Send a test event to one', de: 'Ein Test-Ereignis an einen senden' },
      scope: 'admin',
      options: { name: nameOption },
      async run(context) {
        const report = await context.actions.endpoints.test(context.actor, context.required('name'));
        const color = report.outcome === 'delivered' ? colours.good : colours.warn;
        return { embeds: [{ color, description: testLine(report) }] };
      },
    },
    pause: {
      description: { en: 'Stop one; what comes for it waits', de: 'Einen anhalten; was kommt, wartet' },
      scope: 'admin',
      options: {
        name: nameOption,
        for: {
          kind: 'text',
          longest: 10,
          description: { en: 'For how long, such as 2h', de: 'Für wie lange, etwa 2h' },
        },
      },
      async run(context) {
        const name = context.required('name');
        const forMs = durationIn(context.text('for'));
        await context.actions.endpoints.pause(context.actor, name, forMs);
        const until =
          forMs === undefined ? `until ${context.mention('endpoint resume')}` : `until ${ago(context.now + forMs)}`;
        return { embeds: [{ color: colours.warn, description: `⏸️ ${safe(name)} is paused ${until}.` }] };
      },
    },
    resume: {
      description: { en: 'Go on with one', de: 'Mit einem weitermachen' },
      scope: 'admin',
      options: { name: nameOption },
      async run(context) {
        const name = context.required('name');
        await context.actions.endpoints.resume(context.actor, name);
        return { embeds: [{ color: colours.good, description: `▶️ ${safe(name)} goes on.` }] };
      },
    },
  },
} satisfies SlashCommand;

async function list(context: CommandContext): Promise<Reply> {
  const lines = (await context.actions.endpoints.list(context.actor)).map(lineOf);
  const none = 'There is none. They are made on the machine: `npm run crier -- endpoint add https://…`';
  return {
    embeds: [
      {
        color: colours.plain,
        title: 'Endpoints',
        description: lines.length === 0 ? none : listOf(lines, embedLimits.description),
      },
    ],
  };
}

function lineOf({ destination, counts, health }: EndpointReport): string {
  const { name = '', label, state, stateReason, pausedUntil, subscription } = destination;
  const last = counts?.lastSuccessAt === undefined ? 'nothing delivered yet' : `last ${ago(counts.lastSuccessAt)}`;
  const numbers = [`${counts?.pending ?? 0} waiting`, `${counts?.failed ?? 0} failed`].join(' · ');
  const until = pausedUntil === undefined ? '' : ` until ${ago(pausedUntil)}`;
  const why = state === 'active' ? '' : `\n  ${state}${until}: ${safe(stateReason ?? '', 150)}`;
  const wants = safe(subscription?.events.join(', ') ?? '*', 100);
  return `${lights[health]} **${safe(name)}** ${safe(label, 60)} gets ${wants}\n  ${last} · ${numbers}${why}`;
}
