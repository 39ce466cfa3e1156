import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { age, table } from '../format.ts';
import { statusShape } from '../shapes.ts';

export default {
  declare(program, run) {
    program.command('status').description('what works, what waits, what needs you').action(run(status));
  },
} satisfies CliCommand;

async function status(context: CliContext): Promise<Result> {
  const answer = await context.request('GET', '/v1/status');
  const { name, state, needs, destinations, categories, version, started_at } = read(statusShape, answer);
  const now = context.now();
  const since = (time: string | null) => (time === null ? '-' : `${age(now - Date.parse(time))} ago`);
  const light = state === 'ok' ? context.paint('green', '● all is well') : context.paint('red', '● needs you');
  const where = table(
    ['destination', 'routes', 'state', 'waiting', 'oldest', 'failed', 'delivered', 'last', 'limits'],
    destinations.map((one) => [
      one.name ?? one.label,
      one.routes.join(', ') || '-',
      one.limit.closed_for_ms > 0 ? `closed ${age(one.limit.closed_for_ms)}` : one.state,
      String(one.pending),
      one.oldest_waiting_at === null ? '-' : age(now - Date.parse(one.oldest_waiting_at)),
      String(one.failed),
      String(one.delivered),
      since(one.last_success_at),
      one.limit.text,
    ]),
    160,
  );
  const what = table(
    ['category', 'route', 'last hour', 'last day'],
    categories.map((one) => [one.category, one.route ?? '-', String(one.last_hour), String(one.last_day)]),
  );
  const up = age(now - Date.parse(started_at));
  const text = [
    `${name}  ${light}`,
    ...needs.map((need) => `  ! ${need}`),
    '',
    where,
    '',
    what,
    '',
    `Crier ${version}, up ${up}`,
  ];
  return { text: text.join('\n'), data: answer };
}
