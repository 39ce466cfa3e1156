import { resumeDestination } from '../../actions/pause-destination.ts';
import { CrierError } from '../../model/errors.ts';
import { destinationOption, destinationsOf, placeNamed } from '../options.ts';
import { colours } from '../show.ts';
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
    async run(asked) {
      const { deps, actor } = asked;
      const one = asked.text('destination');
      const stopped = destinationsOf(asked).filter(({ state }) => state === 'paused');
      if (one === undefined && stopped.length === 0) throw new CrierError('wrong_state', 'Nothing is paused.');
      const ids = one === undefined ? stopped.map(({ id }) => id) : [one];
      for (const id of ids) await resumeDestination(deps, actor, id);
      const [first = ''] = ids;
      const what = ids.length === 1 ? `${placeNamed(asked, first)} goes on` : `${ids.length} destinations go on`;
      return { embeds: [{ color: colours.good, description: `▶️ ${what}. What has waited goes out.` }] };
    },
  },
} satisfies SlashCommand;
