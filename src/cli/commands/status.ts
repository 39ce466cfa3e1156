import type { z } from 'zod';
import { statusSchema } from '../../contract/status.ts';
import { destinationName } from '../../model/destination-name.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Colour, Result } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { age, type Row, table, when } from '../format.ts';

type Destination = z.infer<typeof statusSchema>['destinations'][number];

const destinationColumns = [
  { title: 'destination', shrinks: true },
  { title: 'routes', shrinks: true },
  { title: 'state' },
  { title: 'waiting' },
  { title: 'failed' },
  { title: 'delivered' },
  { title: 'last' },
];

const categoryColumns = [{ title: 'category' }, { title: 'route' }, { title: 'last hour' }, { title: 'last day' }];

export default {
  declare(program, run) {
    const command = program
      .command('status')
      .helpGroup(groups.look)
      .summary('what needs you, what waits, what works')
      .description('Tells what needs a person first, then every destination and every category.')
      .action(run(status));
    examples(command, 'status', 'status --json');
  },
} satisfies CliCommand;

async function status(context: CliContext): Promise<Result> {
  const answer = await context.request('GET', '/v1/status');
  const { name, state, needs, destinations, categories, bot, version, started_at } = read(statusSchema, answer);
  const now = context.now();
  const light = state === 'ok' ? context.paint('green', '● all is well') : context.paint('red', '● needs you');
  const where = destinations.map((one) => rowOf(context, one));
  const what = categories.map((one) => ({
    cells: [
      one.category,
      one.muted ? `${one.route} (muted)` : (one.route ?? '-'),
      String(one.last_hour),
      String(one.last_day),
    ],
  }));
  const text = [
    `${name}  ${light}`,
    ...needs.map((need) => `  ${context.paint('red', '!')} ${need}`),
    '',
    table(destinationColumns, where, context.width),
    '',
    table(categoryColumns, what, context.width),
    '',
    `Crier ${version}, up ${age(now - Date.parse(started_at))}, at ${context.serviceUrl()}${bot === null ? '' : `, bot ${bot}`}`,
  ];
  return { text: text.join('\n'), data: answer };
}

function rowOf(context: CliContext, one: Destination): Row {
  const now = context.now();
  const [state, colour] = lightOf(one);
  const oldest = one.oldest_waiting_at === null ? '' : ` (${age(now - Date.parse(one.oldest_waiting_at))})`;
  return {
    cells: [
      destinationName(one),
      one.routes.join(', ') || '-',
      `● ${state}`,
      `${one.pending}${oldest}`,
      String(one.failed),
      String(one.delivered),
      one.last_success_at === null ? 'never' : when(one.last_success_at, now),
    ],
    below: one.limit.text === '' ? undefined : context.paint('dim', one.limit.text),
    paint: (cell, column) => (column === 2 ? context.paint(colour, cell) : cell),
  };
}

function lightOf({ state, problem, failed, limit }: Destination): [string, Colour] {
  if (state !== 'active') return [state, state === 'broken' ? 'red' : 'yellow'];
  if (limit.closed_for_ms > 0) return [`waits ${age(limit.closed_for_ms)}`, 'yellow'];
  if (limit.cause !== null) return ['waits', 'yellow'];
  return problem !== null || failed > 0 ? ['look', 'yellow'] : ['ok', 'green'];
}
