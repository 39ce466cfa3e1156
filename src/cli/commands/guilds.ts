import { guildSchema } from '../../contract/guild.ts';
import { listOf } from '../../contract/parts.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { table, when } from '../format.ts';

const list = listOf(guildSchema);

const columns = [
  { title: 'server', shrinks: true },
  { title: 'linked' },
  { title: 'by', shrinks: true },
  { title: 'id' },
];

export default {
  declare(program, run) {
    const guilds = program
      .command('guilds')
      .helpGroup(groups.setUp)
      .summary('Discord servers that are linked to the store')
      .description('Lists the Discord servers whose bot serves the store, and ends a link. "link" makes one.');
    examples(guilds, 'guilds', 'guilds unlink 197038439483310086');
    guilds
      .command('list', { isDefault: true })
      .summary('list them')
      .description('Lists the Discord servers that are linked to the store.')
      .action(run(listGuilds));
    const unlink = guilds
      .command('unlink <id>')
      .summary('end a link at once')
      .description('Ends the link to a Discord server; the commands of the bot no longer reach the store from there.')
      .action(run(unlinkGuild));
    examples(unlink, 'guilds unlink 197038439483310086');
  },
} satisfies CliCommand;

async function listGuilds(context: CliContext): Promise<Result> {
  const answer = await context.request('GET', '/v1/guilds');
  const rows = read(list, answer).data.map(({ id, name, linked_at, linked_by, provisioned_by }) => ({
    cells: [name ?? '-', when(linked_at, context.now()), linked_by, id],
    below: provisioned_by === null ? undefined : context.paint('dim', `set in ${provisioned_by}`),
  }));
  const none = 'There is none. Make a code, and type it in Discord: npm run crier -- link';
  return { text: rows.length === 0 ? none : table(columns, rows, context.width), data: answer };
}

async function unlinkGuild(context: CliContext, id: string): Promise<Result> {
  await context.request('DELETE', `/v1/guilds/${encodeURIComponent(id)}`);
  return { text: `The server ${id} is no longer linked.`, data: { id } };
}
