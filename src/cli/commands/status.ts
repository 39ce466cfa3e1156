import type { z } from 'zod';
import { statusSchema } from '../../contract/status.ts';
import { destinationName } from '../../model/destination-name.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { age, type Row, table, when } from '../format.ts';
import { healthColours, healthWords } from '../state-words.ts';

type Status = z.infer<typeof statusSchema>;
type Destination = Status['destinations'][number];

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
      .description(
        'Tells what needs a person first, with the cure, then every destination and every category. Exit code 0 whatever it tells; "doctor" answers with one.',
      )
      .action(run(status));
    examples(command, 'status', 'status --json');
  },
} satisfies CliCommand;

const words: Record<Status['state'], string> = {
  ok: '● all is well',
  attention: '● needs attention',
  broken: '● something is broken',
};

async function status(context: CliContext): Promise<Result> {
  const answer = await context.request('GET', '/v1/status');
  const { name, state, needs, destinations, categories, bot, version, started_at } = read(statusSchema, answer);
  const now = context.now();
  const where = destinations.map((one) => rowOf(context, one));
  const what = categories.map((one) => ({
    cells: [one.category, routeWords(one), String(one.last_hour), String(one.last_day)],
  }));
  const text = [
    `${name}  ${context.paint(healthColours[state], words[state])}`,
    ...needs.flatMap((need) => needLines(context, need)),
    '',
    table(destinationColumns, where, context.width),
    '',
    table(categoryColumns, what, context.width),
    '',
    `Crier ${version}, up ${age(now - Date.parse(started_at))}, at ${context.serviceUrl()}${bot === null ? '' : `, bot ${bot}`}`,
  ];
  return { text: text.join('\n'), data: answer };
}

/** The fault, and below it the cure. */
function needLines(context: CliContext, { severity, what, reason, since, cure }: Status['needs'][number]): string[] {
  const forHowLong = since === null ? '' : `, for ${age(context.now() - Date.parse(since))}`;
  return [`  ${context.paint(healthColours[severity], '!')} ${what}: ${reason}${forHowLong}.`, `    ${cure}`];
}

function routeWords({ route, muted }: Status['categories'][number]): string {
  if (route === null) return '-';
  return muted ? `${route} (muted)` : route;
}

function rowOf(context: CliContext, one: Destination): Row {
  const now = context.now();
  const oldest = one.oldest_waiting_at === null ? '' : ` (${age(now - Date.parse(one.oldest_waiting_at))})`;
  const routes = one.routes.map((key) => (one.muted.includes(key) ? `${key} (muted)` : key));
  return {
    cells: [
      destinationName(one),
      routes.join(', ') || '-',
      `● ${stateWord(one)}`,
      `${one.pending}${oldest}`,
      String(one.failed),
      String(one.delivered),
      one.last_success_at === null ? 'never' : when(one.last_success_at, now),
    ],
    below: one.limit.text === '' ? undefined : context.paint('dim', one.limit.text),
    paint: (cell, column) => (column === 2 ? context.paint(healthColours[one.health], cell) : cell),
  };
}

function stateWord({ state, health, limit }: Destination): string {
  if (state !== 'active') return state;
  return limit.closed_for_ms > 0 ? `waits ${age(limit.closed_for_ms)}` : healthWords[health];
}
