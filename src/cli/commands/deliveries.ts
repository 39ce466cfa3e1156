import type { z } from 'zod';
import { deliveryPageSchema } from '../../contract/delivery.ts';
import type { Amount, Event } from '../../model/event.ts';
import { goodsOf } from '../../model/event-facts.ts';
import { formatMoney } from '../../model/money.ts';
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
  player?: string;
}

/** Pages that are asked for in a search that finds little; each looks at up to 50,000 deliveries. */
const mostPages = 20;

const columns = [
  { title: 'age' },
  { title: 'status' },
  { title: 'type', shrinks: true },
  { title: 'player', shrinks: true },
  { title: 'what', shrinks: true },
  { title: 'to', shrinks: true },
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
      .option('--player <name>', 'words of the name or the id of a player')
      .option('--limit <number>', 'up to 200', '20')
      .option('--cursor <cursor>', 'where the page before ended')
      .action(run(deliveries));
    examples(command, 'deliveries --status failed --since 1d', 'deliveries --player Steve --since 4w');
  },
} satisfies CliCommand;

async function deliveries(context: CliContext, options: Options): Promise<Result> {
  const now = context.now();
  const q = [options.player, options.q].filter((words) => words !== undefined).join(' ');
  const { page, answer } = await readPage(context, toFilter(q === '' ? options : { ...options, q }, now), options);
  if (page.data.length === 0 && page.next_cursor === null) return { text: 'Nothing matches.', data: answer };
  if (page.data.length === 0) {
    const text = `Nothing matches among the newest deliveries. Narrow it down, or search older ones: --cursor ${page.next_cursor}`;
    return { text, data: answer };
  }
  const rows = page.data.map((delivery): Row => {
    const { id, status, created_at, event, reason } = delivery;
    const { colour } = statusWord(status);
    return {
      cells: [
        age(now - Date.parse(created_at)),
        status,
        event.type,
        event.player?.name ?? event.recipient?.name ?? '',
        whatOf(event),
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

/** The amount and the goods, the amount first, since a narrow column cuts the end: `€9.99 VIP`. */
function whatOf({ amount, data = {} }: { amount?: Amount | undefined; data?: Event['data'] }): string {
  const price = amount === undefined ? undefined : formatMoney(amount, 'en-GB');
  return [price, goodsOf(data)].filter((part) => part !== undefined).join(' ');
}

type Page = z.infer<typeof deliveryPageSchema>;

/** A page whose filters fit rarely ends before it is full: goes on until it is, or has looked far back. `answer` is as the service wrote it. */
async function readPage(
  context: CliContext,
  filter: Record<string, string>,
  { limit, cursor }: Pick<Options, 'limit' | 'cursor'>,
): Promise<{ page: Page; answer: unknown }> {
  const data: Page['data'] = [];
  let next = cursor;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const rest = data.length === 0 ? limit : String(Number(limit) - data.length);
    const query = new URLSearchParams({ ...filter, limit: rest, ...(next !== undefined && { cursor: next }) });
    const answer = await context.request('GET', `/v1/deliveries?${query}`);
    const page = read(deliveryPageSchema, answer);
    data.push(...page.data);
    next = page.next_cursor ?? undefined;
    const isDone = next === undefined || data.length >= Number(limit);
    if (pages === 0 && isDone) return { page, answer };
    if (isDone) break;
  }
  const page = { data, next_cursor: next ?? null };
  return { page, answer: page };
}
