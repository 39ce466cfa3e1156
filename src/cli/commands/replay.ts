import { z } from 'zod';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, CliError, type Result } from '../context.ts';
import { type FilterOptions, filterOptions, toFilter } from '../filter-options.ts';
import { count } from '../format.ts';

const bulk = z.object({ matched: z.number(), replayed: z.number() });
const single = z.object({ id: z.string(), replay_of: z.string().nullable() });

interface Options extends FilterOptions {
  yes?: boolean;
  dryRun?: boolean;
}

export default {
  declare(program, run) {
    filterOptions(program.command('replay [id]').description('deliver again: one delivery, or what matches a filter'))
      .option('--dry-run', 'only count')
      .option('--yes', 'do not ask')
      .addHelpText('after', '\nExample:\n  npm run crier -- replay --status failed --since 2h')
      .action(run(replay));
  },
} satisfies CliCommand;

async function replay(context: CliContext, id: string | undefined, options: Options): Promise<Result> {
  if (id !== undefined) {
    const answer = read(single, await context.request('POST', `/v1/deliveries/${id}/replay`));
    const how = answer.replay_of === null ? 'is back in its lane' : `repeats ${answer.replay_of}`;
    return { text: `${answer.id} ${how}.`, data: answer };
  }
  const filter = toFilter(options, context.now());
  if (Object.keys(filter).length === 0) throw new CliError('Say which: an id, or a filter such as --status failed.');
  const { matched } = read(bulk, await context.request('POST', '/v1/deliveries/replay', { ...filter, dry_run: true }));
  if (options.dryRun || matched === 0)
    return { text: `${count(matched, 'delivery', 'deliveries')} match.`, data: { matched, replayed: 0 } };
  if (!options.yes && !(await context.confirm(`Replay ${count(matched, 'delivery', 'deliveries')}?`))) {
    throw new CliError('Nothing was replayed. Answer yes, or pass --yes.');
  }
  const done = read(bulk, await context.request('POST', '/v1/deliveries/replay', { ...filter, confirm: matched }));
  return { text: `${count(done.replayed, 'delivery is', 'deliveries are')} back in their lanes.`, data: done };
}
