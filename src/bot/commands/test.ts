import { CrierError } from '../../model/errors.ts';
import { colours, safe } from '../format.ts';
import { categoryIn, categoryOption } from '../options.ts';
import type { SlashCommand } from '../slash-command.ts';
import { testLine } from '../test-line.ts';

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
    async run(context) {
      const category = categoryIn(context.text('category'));
      if (category === undefined) throw new CrierError('invalid_request', 'There is no such category.');
      const report = await context.actions.routes.testCategory(context.actor, category);
      const color = report.outcome === 'delivered' ? colours.good : colours.warn;
      return { embeds: [{ color, description: `**${safe(report.destination)}**: ${testLine(report)}` }] };
    },
  },
} satisfies SlashCommand;
