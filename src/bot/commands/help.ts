import { embedLimits } from '../../discord/limits.ts';
import type { CommandContext } from '../command-context.ts';
import { colours, safe } from '../format.ts';
import { commandGroups, type Reply, type SlashCommand } from '../slash-command.ts';

const titles = { look: '👀 Look', act: '🛠️ Act', 'set up': '⚙️ Set up' } as const;

export default {
  description: { en: 'What the commands do', de: 'Was die Befehle tun' },
  group: 'look',
  isFree: true,
  self: { scope: 'read', run: help },
} satisfies SlashCommand;

function help(context: CommandContext): Reply {
  const isLinked = context.store.id !== '';
  const fields = commandGroups.map((group) => {
    const lines = context.commands.flatMap((command) => {
      if (command.group !== group) return [];
      const subs = Object.keys(command.subcommands ?? {});
      const names = subs.length === 0 ? [command.name] : subs.map((sub) => `${command.name} ${sub}`);
      const shown = names.map((name) => context.mention(name)).join(' ');
      return [`${shown} ${command.description.en}`];
    });
    return { name: titles[group], value: lines.join('\n').slice(0, embedLimits.fieldValue) || '–' };
  });
  const first = isLinked
    ? `This server is linked to the store **${safe(context.store.name)}**. Answers are for you alone; \`public:True\` shows them to everybody.`
    : `This server is not linked to a store yet: \`npm run crier -- link\` on the machine where Crier runs, then ${context.mention('crier link')}.`;
  return { embeds: [{ color: colours.plain, title: 'Crier', description: first, fields }] };
}
