import { Option } from 'commander';
import type { z } from 'zod';
import { statsSchema } from '../../contract/stats.ts';
import { count } from '../../lib/count.ts';
import { formatMoney } from '../../model/money.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, type Result, UsageError } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { timeOf } from '../filter-options.ts';
import { table } from '../format.ts';

type Stats = z.infer<typeof statsSchema>;

const periods = { '24h': '24 hours', '7d': '7 days', '30d': '30 days' } as const;

interface Options {
  period: keyof typeof periods;
  since?: string;
  until?: string;
}

export default {
  declare(program, run) {
    const command = program
      .command('stats')
      .helpGroup(groups.look)
      .summary('revenue, refunds, the best packages and players, failures')
      .description(
        'Tells the figures of the store for a time up to now. A payment that several events tell of counts once.',
      )
      .addOption(new Option('--period <period>', 'how far back').choices(Object.keys(periods)).default('24h'))
      .option('--since <time>', 'instead of a period: 90d ago or a date such as 2026-01-31, up to a year')
      .option('--until <time>', 'with --since; default: now')
      .action(run(stats));
    examples(
      command,
      'stats',
      'stats --period 7d',
      'stats --since 90d',
      'stats --since 2026-01-01 --until 2026-02-01 --json',
    );
  },
} satisfies CliCommand;

async function stats(context: CliContext, options: Options): Promise<Result> {
  const { query, span } = spanOf(options, context.now());
  const answer = await context.request('GET', `/v1/stats?${new URLSearchParams(query)}`);
  const found = read(statsSchema, answer);
  if (found.total === 0) return { text: `Nothing happened in the ${span}.`, data: answer };
  const parts = [
    `The ${span}: ${headOf(found)}`,
    ...tablesOf(found).map(({ columns, rows }) => table(columns, rows, context.width)),
  ];
  return { text: parts.join('\n\n'), data: answer };
}

/** The time as the API takes it, and in words: `last 7 days`. */
function spanOf({ period, since, until }: Options, now: number): { query: Record<string, string>; span: string } {
  if (since === undefined && until === undefined) return { query: { period }, span: `last ${periods[period]}` };
  if (since === undefined) throw new UsageError('--until needs --since, such as --since 90d.');
  const from = timeOf(since, now);
  const to = until === undefined ? undefined : timeOf(until, now);
  const minute = (time: string) => time.slice(0, 16).replace('T', ' ');
  const span = `time from ${minute(from)} to ${to === undefined ? 'now' : minute(to)} (UTC)`;
  return { query: { since: from, ...(to !== undefined && { until: to }) }, span };
}

function headOf({ total, revenue, refund_rate }: Stats): string {
  const payments = revenue.reduce((sum, one) => sum + one.payments, 0);
  const refunds = revenue.reduce((sum, one) => sum + one.refunds, 0);
  const rate = refund_rate === null || refunds === 0 ? '' : ` (${(100 * refund_rate).toFixed(1)} %)`;
  return `${count(total, 'event')}, ${count(payments, 'payment')}, ${count(refunds, 'refund')}${rate}`;
}

function tablesOf({ currency, revenue, packages, players, failures, categories }: Stats) {
  const money = (value: string, code = currency) => formatMoney({ value, currency: code }, 'en-GB');
  const best = (title: string, found: Stats['packages']) => ({
    columns: [{ title, shrinks: true }, { title: 'revenue' }, { title: 'times' }],
    rows: found.map((one) => ({ cells: [one.name, money(one.revenue), String(one.count)] })),
  });
  const all = [
    {
      columns: ['net', 'gross', 'refunded', 'payments', 'refunds'].map((title) => ({ title })),
      rows: revenue.map((one) => ({
        cells: [
          money(one.net, one.currency),
          money(one.gross, one.currency),
          money(one.refunded, one.currency),
          String(one.payments),
          String(one.refunds),
        ],
      })),
    },
    best('package', packages),
    best('player', players),
    {
      columns: [{ title: 'failure', shrinks: true }, { title: 'times' }],
      rows: failures.map((one) => ({ cells: [one.type, String(one.count)] })),
    },
    {
      columns: [{ title: 'category' }, { title: 'events' }],
      rows: categories.filter((one) => one.count > 0).map((one) => ({ cells: [one.category, String(one.count)] })),
    },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}
