import { CrierError } from '../../model/errors.ts';
import { colours, safe } from '../format.ts';
import type { SlashCommand } from '../slash-command.ts';

export default {
  description: {
    en: 'Link this server to a store, or end that',
    de: 'Diesen Server mit einem Shop verbinden oder trennen',
  },
  group: 'set up',
  isFree: true,
  subcommands: {
    link: {
      description: { en: 'Link this server to a store', de: 'Diesen Server mit einem Shop verbinden' },
      scope: 'admin',
      options: {
        code: {
          kind: 'text',
          isRequired: true,
          longest: 20,
          description: {
            en: 'The code that "npm run crier -- link" shows',
            de: 'Der Code, den "npm run crier -- link" zeigt',
          },
        },
      },
      async run(context) {
        const { actions, guild, actor } = context;
        const code = context.required('code');
        const store = await actions.guilds.link({ code, guildId: guild.id, guildName: guild.name, by: actor.name });
        const description = `This server is linked to **${safe(store.name)}**. Next: \`/setup\` brings its events into channels, \`/status\` shows how it stands.`;
        return { embeds: [{ color: colours.good, description: `✅ ${description}` }] };
      },
    },
    unlink: {
      description: { en: 'End the link to the store', de: 'Die Verbindung zum Shop beenden' },
      scope: 'admin',
      async run({ actions, actor, guild, store }) {
        if (store.id === '') throw new CrierError('wrong_state', 'This server is not linked to a store.');
        await actions.guilds.unlink(actor, guild.id);
        const description = `This server is no longer linked to **${safe(store.name)}**. Messages go on; only commands end.`;
        return { embeds: [{ color: colours.plain, description }] };
      },
    },
  },
} satisfies SlashCommand;
