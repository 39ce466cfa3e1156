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
      for (const id of one === undefined ? stopped.map((destination) => destination.id) : [one]) {
        await resumeDestination(deps, actor, id);
      }
      const what = one === undefined ? `${stopped.length} destinations go on` : `${placeNamed(asked, one)} goes on`;
      return { embeds: [{ color: colours.good, description: `▶️ ${what}. What has waited goes out.` }] };
    },
  },
} satisfies SlashCommand;
