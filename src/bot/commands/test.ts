import { testCategory } from '../../actions/test-category.ts';
import { CrierError } from '../../model/errors.ts';
import { categoryIn, categoryOption } from '../options.ts';
import { colours, safe } from '../show.ts';
import { testLine } from '../show-test.ts';
import type { SlashCommand } from '../slash-command.ts';

export default {
  description: {
    en: 'Send a sample event of a category through everything',
    de: 'Ein Beispiel-Ereignis einer Kategorie durch alles hindurch senden',
  },
  group: 'act',
  self: {
    scope: 'admin',
    options: {
      category: {
        ...categoryOption,
        isRequired: true,
        description: { en: 'Which category', de: 'Welche Kategorie' },
      },
    },
    async run(asked) {
      const category = categoryIn(asked.text('category'));
      if (category === undefined) throw new CrierError('invalid_request', 'There is no such category.');
      const report = await testCategory(asked.deps, asked.actor, category);
      const color = report.outcome === 'delivered' ? colours.good : colours.warn;
      return { embeds: [{ color, description: `**${safe(report.destination)}**: ${testLine(report)}` }] };
    },
  },
} satisfies SlashCommand;
