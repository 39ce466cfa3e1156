import { CrierError } from '../../model/errors.ts';
import { colours } from '../format.ts';
import { destinationOption, placeNamed } from '../options.ts';
import type { SlashCommand } from '../slash-command.ts';

export default {
  description: {
    en: 'Go on with a destination, or with all of them',
    de: 'Mit einem Ziel weitermachen, oder mit allen',
  },
  group: 'act',
  self: {
    scope: 'admin',
    options: { destination: destinationOption },
    async run(context) {
      const { actions, actor } = context;
      const one = context.text('destination');
      const stopped = actions.destinations.list(actor).filter(({ state }) => state === 'paused');
      if (one === undefined && stopped.length === 0) throw new CrierError('wrong_state', 'Nothing is paused.');
      const ids = one === undefined ? stopped.map(({ id }) => id) : [one];
      for (const id of ids) await actions.destinations.resume(actor, id);
      const [first = ''] = ids;
      const what = ids.length === 1 ? `${placeNamed(context, first)} goes on` : `${ids.length} destinations go on`;
      return { embeds: [{ color: colours.good, description: `▶️ ${what}. What has waited goes out.` }] };
    },
  },
} satisfies SlashCommand;
