import { CrierError } from '../../model/errors.ts';
import { ago, colours } from '../format.ts';
import { destinationOption, durationIn, placeNamed } from '../options.ts';
import type { SlashCommand } from '../slash-command.ts';

export default {
  description: {
    en: 'Stop a destination, or all of them; what comes waits',
    de: 'Ein Ziel anhalten, oder alle; was kommt, wartet',
  },
  group: 'act',
  self: {
    scope: 'admin',
    options: {
      destination: destinationOption,
      for: {
        kind: 'text',
        longest: 10,
        description: { en: 'For how long, such as 30m or 2h', de: 'Für wie lange, etwa 30m oder 2h' },
        suggest: (_context, typed) =>
          ['15m', '30m', '1h', '2h', '8h', '24h', '7d']
            .filter((value) => value.startsWith(typed.trim()))
            .map((value) => ({ name: value, value })),
      },
    },
    async run(context) {
      const { actions, actor } = context;
      const forMs = durationIn(context.text('for'));
      const one = context.text('destination');
      const all = actions.destinations.list(actor).filter(({ state }) => state === 'active');
      if (one === undefined && all.length === 0) throw new CrierError('wrong_state', 'Nothing is at work.');
      const ids = one === undefined ? all.map(({ id }) => id) : [one];
      for (const id of ids) await actions.destinations.pause(actor, id, forMs);
      const [first = ''] = ids;
      const what = ids.length === 1 ? `${placeNamed(context, first)} is` : `All ${ids.length} destinations are`;
      const until =
        forMs === undefined ? `until ${context.mention('resume')}` : `until it goes on ${ago(context.now + forMs)}`;
      return {
        embeds: [{ color: colours.warn, description: `⏸️ ${what} paused ${until}. What comes meanwhile waits.` }],
      };
    },
  },
} satisfies SlashCommand;
