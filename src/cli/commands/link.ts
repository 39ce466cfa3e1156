import { linkCodeSchema } from '../../contract/guild.ts';
import { formatDuration } from '../../lib/duration.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { examples, groups } from '../examples.ts';

export default {
  declare(program, run) {
    const command = program
      .command('link')
      .helpGroup(groups.setUp)
      .summary('make a code that links a Discord server to the store')
      .description('Makes a code that links a Discord server to the store once: type it there, and the bot serves it.')
      .action(run(link));
    examples(command, 'link', 'link --store workshop');
  },
} satisfies CliCommand;

async function link(context: CliContext): Promise<Result> {
  const answer = await context.request('POST', '/v1/guilds/link-codes');
  const { code, expires_at, command } = read(linkCodeSchema, answer);
  const minutes = Math.max(1, Math.round((Date.parse(expires_at) - context.now()) / 60_000));
  const valid = formatDuration(minutes * 60_000);
  context.note(`It works once, for ${valid}. In Discord, where the bot is, type: ${context.paint('bold', command)}`);
  return { text: code, data: answer };
}
