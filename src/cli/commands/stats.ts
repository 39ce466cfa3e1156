import { Option } from 'commander';
import type { z } from 'zod';
import { statsSchema } from '../../contract/stats.ts';
import { count } from '../../lib/count.ts';
import { formatMoney } from '../../model/money.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { table } from '../format.ts';

type Stats = z.infer<typeof statsSchema>;

const periods = { '24h': '24 hours', '7d': '7 days', '30d': '30 days' } as const;

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
      .action(run(stats));
    examples(command, 'stats', 'stats --period 7d', 'stats --period 30d --json');
  },
} satisfies CliCommand;

async function stats(context: CliContext, { period }: { period: keyof typeof periods }): Promise<Result> {
  const answer = await context.request('GET', `/v1/stats?period=${period}`);
  const found = read(statsSchema, answer);
  if (found.total === 0) return { text: `Nothing happened in the last ${periods[period]}.`, data: answer };
  const parts = [
    `The last ${periods[period]}: ${headOf(found)}`,
    ...tablesOf(found).map(({ columns, rows }) => table(columns, rows, context.width)),
  ];
  return { text: parts.join('\n\n'), data: answer };
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
