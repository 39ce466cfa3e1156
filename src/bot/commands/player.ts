import { withoutEmphasis } from '../../discord/markdown.ts';
import type { Event } from '../../model/event.ts';
import { formatMoney } from '../../model/money.ts';
import type { CommandContext } from '../command-context.ts';
import { ago, colours, moment, plain, safe } from '../format.ts';
import { playerOption } from '../options.ts';
import type { Reply, SlashCommand } from '../slash-command.ts';

const shownEvents = 12;

/** The most that fit into a field. */
const mostCurrencies = 10;

export default {
  description: {
    en: 'What a player bought, gave, received and ran into',
    de: 'Was ein Spieler gekauft, verschenkt, bekommen und erlebt hat',
  },
  group: 'look',
  self: {
    scope: 'read',
    options: {
      name: {
        ...playerOption,
        isRequired: true,
        // As long as senders may make them: nothing of it stands in a custom id.
        longest: 256,
        description: { en: 'Name or account id', de: 'Name oder Konto-Id' },
      },
    },
    run: player,
  },
} satisfies SlashCommand;

async function player(context: CommandContext): Promise<Reply> {
  const { actions, actor, store } = context;
  const found = await actions.players.get(actor, context.required('name'), { limit: shownEvents });
  const { counts, spent } = found;
  const money = spent.slice(0, mostCurrencies).map(({ currency, net, refunds }) => {
    const back = refunds === 0 ? '' : ` (${refunds}× refunded)`;
    return `${formatMoney({ value: net, currency }, store.locale)}${back}`;
  });
  const numbers = [
    ['Spent', [...money, ...(spent.length > mostCurrencies ? ['…'] : [])].join('\n') || '–'],
    ['Purchases', String(counts.purchases)],
    ['Gifts', `${counts.giftsGiven} given, ${counts.giftsReceived} received`],
    ['Subscriptions', `${counts.subscriptions} events`],
    ['Errors', String(counts.errors)],
    ['First seen', moment(found.firstSeenAt)],
    ['Last seen', ago(found.lastSeenAt)],
  ].map(([name = '', value = '']) => ({ name, value, inline: true }));
  const { name, id, avatar_url, profile_url } = found.player;
  return {
    embeds: [
      {
        color: counts.errors > 0 ? colours.warn : colours.plain,
        title: withoutEmphasis(plain(name, 200)),
        ...(profile_url === undefined ? {} : { url: profile_url }),
        ...(avatar_url === undefined ? {} : { thumbnail: { url: avatar_url } }),
        description: found.events
          .map((event) => lineOf(event, context))
          .join('\n')
          .slice(0, 3_000),
        fields: numbers,
        footer: {
          text:
            [id === undefined ? '' : `Id ${id}`, found.isComplete ? '' : 'the newest events only']
              .filter(Boolean)
              .join(' · ') || store.name,
        },
      },
    ],
  };
}

function lineOf({ type, amount, data, recipient, acceptedAt, severity }: Event, { store }: CommandContext): string {
  const item = data?.['package'] ?? data?.['item'] ?? data?.['plan'];
  const parts = [
    safe(type, 40),
    typeof item === 'string' ? safe(item, 40) : '',
    amount === undefined ? '' : safe(formatMoney(amount, store.locale)),
    recipient === undefined ? '' : `→ ${safe(recipient.name, 30)}`,
  ].filter(Boolean);
  const mark = severity === 'error' || severity === 'critical' ? '❗' : '•';
  return `${mark} ${ago(acceptedAt)} ${parts.join(' · ')}`;
}
