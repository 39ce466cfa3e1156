import type { z } from 'zod';
import { bulkReplaySchema, eventWithDeliveriesSchema, replayedSchema } from '../../contract/delivery.ts';
import { count } from '../../lib/count.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, CliError, type Result, UsageError } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { type FilterOptions, filterOptions, toFilter } from '../filter-options.ts';

interface Options extends FilterOptions {
  yes?: boolean;
  dryRun?: boolean;
}

const deliveries = (n: number) => count(n, 'delivery', 'deliveries');

export default {
  declare(program, run) {
    const command = filterOptions(
      program
        .command('replay [id]')
        .helpGroup(groups.mend)
        .summary('deliver again: one, or all that match a filter')
        .description(
          'Delivers again: a delivery (dlv_…), an event (evt_…), or all that match a filter; without a status what failed. What failed goes back into its lane; what was delivered is sent a second time.',
        ),
    )
      .option('--dry-run', 'only count')
      .option('--yes', 'do not ask')
      .action(run(replay));
    examples(command, 'replay dlv_01a1fb8f4c69721caddfd59e558bea5a', 'replay --status failed --since 2h');
  },
} satisfies CliCommand;

async function replay(context: CliContext, id: string | undefined, options: Options): Promise<Result> {
  const filter = toFilter(options, context.now());
  const hasFilter = Object.keys(filter).length > 0;
  if (id !== undefined && hasFilter) throw new UsageError('Say an id or a filter, not both.');
  if (id?.startsWith('evt_')) return replayEvent(context, id);
  if (id !== undefined) return replayOne(context, id);
  if (!hasFilter) throw new UsageError('Say which: an id, or a filter such as --status failed --since 2h.');
  const { matched } = read(
    bulkReplaySchema,
    await context.request('POST', '/v1/deliveries/replay', { ...filter, dry_run: true }),
  );
  if (options.dryRun || matched === 0) {
    const text = matched === 0 ? nothing(options.status) : `${deliveries(matched)} would be replayed.`;
    return { text, data: { matched, replayed: 0 } };
  }
  const again = options.status === 'delivered' ? ' What was delivered already will show twice.' : '';
  if (!options.yes && !(await context.confirm(`Replay ${deliveries(matched)}?${again}`))) {
    throw new CliError(`Nothing was replayed: ${deliveries(matched)} match. Answer y, or pass --yes.`);
  }
  const done = read(
    bulkReplaySchema,
    await context.request('POST', '/v1/deliveries/replay', { ...filter, confirm: matched }),
  );
  return { text: `${count(done.replayed, 'delivery is', 'deliveries are')} back in their lanes.`, data: done };
}

/** Without a status only what failed is looked for, which nothing on the screen says. */
function nothing(status: string | undefined): string {
  if (status !== undefined) return 'Nothing matches.';
  return 'Nothing that failed matches. What was delivered is sent again with --status delivered.';
}

async function replayOne(context: CliContext, id: string): Promise<Result> {
  if (!id.startsWith('dlv_')) throw new UsageError(`"${id}" is neither a delivery (dlv_…) nor an event (evt_…).`);
  const answer = await post(context, id);
  return { text: tell(answer), data: answer };
}

async function replayEvent(context: CliContext, id: string): Promise<Result> {
  const report = read(eventWithDeliveriesSchema, await context.request('GET', `/v1/events/${encodeURIComponent(id)}`));
  const settled = report.deliveries.filter(({ status }) => status !== 'pending' && status !== 'unrouted');
  if (settled.length === 0) throw new CliError(`All deliveries of ${id} still wait: they will be sent anyway.`);
  const answers = [];
  for (const delivery of settled) answers.push(await post(context, delivery.id));
  return { text: answers.map(tell).join('\n'), data: answers };
}

async function post(context: CliContext, id: string): Promise<z.infer<typeof replayedSchema>> {
  return read(replayedSchema, await context.request('POST', `/v1/deliveries/${encodeURIComponent(id)}/replay`));
}

function tell({ id, replay_of }: z.infer<typeof replayedSchema>): string {
  return replay_of === null ? `${id} is back in its lane.` : `${id} sends again what ${replay_of} delivered.`;
}
