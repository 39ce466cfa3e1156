import { deliveryPageSchema } from '../../contract/delivery.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { placeOf } from '../destinations.ts';
import { examples, groups } from '../examples.ts';
import { type FilterOptions, filterOptions, toFilter } from '../filter-options.ts';
import { age, clip, type Row, table } from '../format.ts';
import { statusWord } from '../state-words.ts';

interface Options extends FilterOptions {
  limit: string;
  cursor?: string;
}

const columns = [
  { title: 'age' },
  { title: 'status' },
  { title: 'type', shrinks: true },
  { title: 'player', shrinks: true },
  { title: 'destination', shrinks: true },
  { title: 'delivery' },
];

export default {
  declare(program, run) {
    const command = filterOptions(
      program
        .command('deliveries')
        .helpGroup(groups.look)
        .summary('search the log of deliveries, newest first')
        .description('Searches the log of deliveries, newest first. What went wrong stands below its line.'),
    )
      .option('--limit <number>', 'up to 200', '20')
      .option('--cursor <cursor>', 'where the page before ended')
      .action(run(deliveries));
    examples(command, 'deliveries --status failed --since 1d', 'deliveries --q Steve');
  },
} satisfies CliCommand;

async function deliveries(context: CliContext, options: Options): Promise<Result> {
  const now = context.now();
  const query = new URLSearchParams({ ...toFilter(options, now), limit: options.limit });
  if (options.cursor !== undefined) query.set('cursor', options.cursor);
  const answer = await context.request('GET', `/v1/deliveries?${query}`);
  const page = read(deliveryPageSchema, answer);
  if (page.data.length === 0) return { text: 'Nothing matches.', data: answer };
  const rows = page.data.map((delivery): Row => {
    const { id, status, created_at, event, reason } = delivery;
    const { colour } = statusWord(status);
    return {
      cells: [
        age(now - Date.parse(created_at)),
        status,
        event.type,
        event.player?.name ?? event.recipient?.name ?? '',
        placeOf(delivery),
        id,
      ],
      below: reason === null ? undefined : context.paint('dim', clip(reason, context.width - 2)),
      paint: (cell, column) => (column === 1 ? context.paint(colour, cell) : cell),
    };
  });
  const more = page.next_cursor === null ? [] : ['', `More: --cursor ${page.next_cursor}`];
  return { text: [table(columns, rows, context.width), ...more].join('\n'), data: answer };
}
