import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { type FilterOptions, filterOptions, toFilter } from '../filter-options.ts';
import { age, table } from '../format.ts';
import { listShape } from '../shapes.ts';

export default {
  declare(program, run) {
    filterOptions(program.command('deliveries').description('search the log, newest first'))
      .option('--limit <number>', 'up to 200', '20')
      .option('--cursor <cursor>', 'where the page before ended')
      .addHelpText('after', '\nExample:\n  npm run crier -- deliveries --status failed --since 1d')
      .action(run(deliveries));
  },
} satisfies CliCommand;

async function deliveries(
  context: CliContext,
  options: FilterOptions & { limit: string; cursor?: string },
): Promise<Result> {
  const query = new URLSearchParams({ ...toFilter(options, context.now()), limit: options.limit });
  if (options.cursor !== undefined) query.set('cursor', options.cursor);
  const page = read(listShape, await context.request('GET', `/v1/deliveries?${query}`));
  const rows = page.data.map(({ id, status, created_at, event, reason, route }) => [
    age(context.now() - Date.parse(created_at)),
    status,
    event.type,
    event.player?.name ?? '',
    route ?? '',
    id,
    reason ?? '',
  ]);
  const more = page.next_cursor === null ? [] : ['', `More: --cursor ${page.next_cursor}`];
  const text =
    rows.length === 0
      ? 'Nothing matches.'
      : [table(['age', 'status', 'type', 'player', 'route', 'delivery', 'reason'], rows, 160), ...more].join('\n');
  return { text, data: page };
}
