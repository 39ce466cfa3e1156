import { ChannelType, ComponentType } from 'discord.js';
import { embedLimits } from '../../discord/limits.ts';
import { categories } from '../../model/category.ts';
import { CrierError } from '../../model/errors.ts';
import type { CommandContext } from '../command-context.ts';
import { button, menu, row } from '../components.ts';
import { colours, placeOf, safe } from '../format.ts';
import { categoryName } from '../options.ts';
import { noteOf, routeToChannel } from '../route-to-channel.ts';
import type { Reply, SlashCommand } from '../slash-command.ts';
import { testLine } from '../test-line.ts';

const keys: readonly string[] = ['default', ...categories];

export default {
  description: {
    en: 'Choose which events go to which channels',
    de: 'Auswählen, welche Ereignisse in welche Kanäle gehen',
  },
  group: 'set up',
  self: { scope: 'admin', run: (context) => show(context) },
  handlers: {
    key: { answers: 'update', scope: 'admin', run: (context) => show(context, { key: context.values[0] }) },
    channel: { answers: 'update', scope: 'admin', run: choose },
    test: { answers: 'update', scope: 'admin', run: testAll },
    done: { answers: 'update', scope: 'admin', run: finish },
  },
} satisfies SlashCommand;

/** The wizard is one message: what is chosen takes effect at once, so there is nothing to lose. */
function show(
  context: CommandContext,
  { key = 'default', notes = [] }: { key?: string | undefined; notes?: string[] } = {},
): Reply {
  const routes = new Map(context.actions.routes.list(context.actor).map((one) => [one.route.key, one]));
  const lines = keys.map((one) => {
    const found = routes.get(one);
    const place =
      found?.route.destination === undefined || found.destination === undefined
        ? one === 'default'
          ? '*nowhere yet*'
          : '*as everything else*'
        : placeOf(found.destination);
    const isFixed = found?.route.provisioned?.['destination'] === undefined ? '' : ' 🔒';
    return `${one === key ? '▶️' : '▫️'} **${titleOf(one)}** → ${place}${isFixed}`;
  });
  const isAny = routes.size > 0;
  return {
    embeds: [
      {
        color: isAny ? colours.good : colours.plain,
        title: 'Which events go where?',
        description: [
          'Choose a kind of events, then its channel. Crier makes the webhook there itself.',
          '',
          ...lines,
          ...(notes.length === 0 ? [] : ['', ...notes]),
        ]
          .join('\n')
          .slice(0, embedLimits.description),
        ...(lines.some((line) => line.endsWith('🔒')) && {
          footer: { text: '🔒 is set by the operator, in .env or config/crier.yaml' },
        }),
      },
    ],
    components: [
      ...row(
        menu(
          context.id('key'),
          'Choose a kind of events',
          keys.map((one) => ({ label: titleOf(one), value: one, description: hintOf(one) })),
        ),
      ),
      ...row({
        type: ComponentType.ChannelSelect,
        custom_id: context.id('channel', key) ?? '',
        placeholder: `Channel for: ${titleOf(key)}`,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      }),
      ...row(
        button(context.id('test'), 'Send a test to each', { isOff: !isAny }),
        button(context.id('done'), 'Done', { style: 'good' }),
      ),
    ],
  };
}

async function choose(context: CommandContext): Promise<Reply> {
  const [key = 'default'] = context.args;
  const [id = ''] = context.values;
  const channel = context.channel(id);
  if (channel === undefined) throw new CrierError('invalid_request', 'Choose a channel.');
  const note = noteOf(await routeToChannel(context, key, channel));
  const report = await context.actions.routes.test(context.actor, key);
  const next = keys[keys.indexOf(key) + 1] ?? key;
  return show(context, {
    key: next,
    notes: [`**${titleOf(key)}** in <#${channel.id}>: ${testLine(report)}`, ...(note === '' ? [] : [note])],
  });
}

async function testAll(context: CommandContext): Promise<Reply> {
  const routes = context.actions.routes
    .list(context.actor)
    .filter(({ route, destination }) => !route.muted && destination !== undefined);
  const notes = await Promise.all(
    routes.map(async ({ route }) => {
      const report = await context.actions.routes.test(context.actor, route.key);
      return `**${titleOf(route.key)}**: ${testLine(report)}`;
    }),
  );
  return show(context, { notes });
}

function finish(context: CommandContext): Reply {
  const { embeds } = show(context, { key: '' });
  const next = `${context.mention('status')} shows how it stands, ${context.mention('test')} sends a sample of a category.`;
  return {
    embeds: (embeds ?? []).map((embed) => ({
      ...embed,
      title: 'All set',
      description: `${embed.description?.split('\n').slice(2).join('\n')}\n\n${next}`,
    })),
  };
}

function titleOf(key: string): string {
  if (key === 'default') return 'Everything else';
  const category = categories.find((one) => one === key);
  return category === undefined ? safe(key) : categoryName(category);
}

const hints: Partial<Record<string, string>> = {
  default: 'What has no channel of its own',
  transactions: 'Payments, refunds, disputes',
  errors: 'Failed commands, crashes',
  processing: 'Queues, commands, servers',
  gifting: 'Gifts and gift cards',
  loyalty: 'Points, tiers, rewards',
  subscriptions: 'Renewals and changes; also those who come and go',
  subscribe: 'Somebody subscribed',
  unsubscribe: 'Somebody left',
};

const hintOf = (key: string) => hints[key];
