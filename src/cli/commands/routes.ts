import { type Command, Option } from 'commander';
import { z } from 'zod';
import { destinationName } from '../../model/destination-name.ts';
import { severities } from '../../model/event.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, ProblemError, type Result } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { type Row, table } from '../format.ts';
import { routeShape } from '../shapes.ts';

type Route = z.infer<typeof routeShape>;

const list = z.object({ data: z.array(routeShape) });
const set = routeShape.extend({ check: z.object({ result: z.string(), reason: z.string().optional() }) });

interface SetOptions {
  channel?: string;
  mute?: boolean;
  mentionRole?: string;
  minSeverity?: string;
  application?: string;
  username?: string;
}

const columns = [
  { title: 'key' },
  { title: 'destination', shrinks: true },
  { title: 'state' },
  { title: 'only', shrinks: true },
  { title: 'set in', shrinks: true },
];

export default {
  declare(program, run) {
    const routes = program
      .command('routes')
      .helpGroup(groups.setUp)
      .summary('see and change where events go')
      .description('Shows where events go, and changes it while the service runs.');
    examples(routes, 'routes', 'routes set errors -', 'routes set "payment.*" - --mention-role 123456789012345678');
    routes
      .command('list', { isDefault: true })
      .summary('list the routes')
      .description('Lists the routes of the store.')
      .action(run(listRoutes));
    declareSet(routes).action(run(setRoute));
    const remove = routes
      .command('delete <key>')
      .summary('take a route away')
      .description('Takes a route away; what waited in its lane goes where the other routes say.')
      .action(run(deleteRoute));
    examples(remove, 'routes delete errors');
  },
} satisfies CliCommand;

function declareSet(routes: Command): Command {
  const command = routes
    .command('set <key> [webhook]')
    .summary('set or change a route')
    .description(
      'Sets or changes a route. The key is default, a category, an event type or a pattern such as "payment.*". The webhook is its URL, or "-" to read it from the keyboard or a pipe, so that it stays out of the shell history; left out, the route keeps the one it has. With --channel the bot writes into a channel itself, without a webhook. Options that are not given stay as they are; "none" takes one away.',
    )
    .option('--channel <id>', 'channel that the bot writes into, instead of a webhook')
    .option('--mute', 'record events without sending them')
    .option('--no-mute', 'send again')
    .option('--mention-role <id>', 'role to ping')
    .addOption(new Option('--min-severity <severity>', 'only what is at least that').choices([...severities, 'none']))
    .option('--application <name>', 'only what this application sent')
    .option('--username <name>', 'name under which messages appear');
  return examples(command, 'routes set errors -', 'routes set errors --min-severity warning');
}

async function listRoutes(context: CliContext): Promise<Result> {
  const answer = await context.request('GET', '/v1/routes');
  const rows = read(list, answer).data.map((route): Row => {
    const { destination, muted, min_severity, application, provisioned_by } = route;
    const state = destination.state !== 'active' ? destination.state : muted ? 'muted' : 'ok';
    const colour = state === 'broken' ? 'red' : state === 'ok' ? 'green' : 'dim';
    const only = [min_severity && `from ${min_severity}`, application].filter(Boolean).join(', ');
    return {
      cells: [route.key, destinationName(destination), state, only, provisioned_by ?? 'set while running'],
      below: destination.problem === null ? undefined : context.paint('dim', destination.problem),
      paint: (cell, column) => (column === 2 ? context.paint(colour, cell) : cell),
    };
  });
  const none = 'No routes: events are shown at /preview only. Set one with: npm run crier -- routes set default -';
  return { text: rows.length === 0 ? none : table(columns, rows, context.width), data: answer };
}

async function setRoute(
  context: CliContext,
  key: string,
  webhook: string | undefined,
  options: SetOptions,
): Promise<Result> {
  const before = await find(context, key);
  const url = webhook === '-' ? await context.readSecret('Webhook URL (it stays invisible): ') : webhook;
  const answer = await context.request('PUT', pathOf(key), {
    webhook: url,
    channel: options.channel,
    muted: options.mute ?? before?.muted ?? false,
    mention_role: changed(options.mentionRole, before?.mention_role),
    min_severity: changed(options.minSeverity, before?.min_severity),
    application: changed(options.application, before?.application),
    username: changed(options.username, before?.username),
    avatar_url: before?.avatar_url ?? undefined,
    on_uncertain: before?.on_uncertain,
    retry: before?.retry ?? undefined,
  });
  const { destination, check, muted } = read(set, answer);
  const what = muted ? 'is muted; it leads to' : 'goes to';
  const doubt = check.result === 'ok' ? '' : ` Discord could not be asked (${check.reason ?? 'no answer'}).`;
  return {
    text: `${key} ${what} ${destinationName(destination)}.${doubt}\nTry it: npm run crier -- test ${key}`,
    data: answer,
  };
}

/** What the API takes is the whole route: what nobody speaks of has to be said again. */
function changed(given: string | undefined, before: string | null | undefined): string | undefined {
  if (given === 'none') return undefined;
  return given ?? before ?? undefined;
}

async function find(context: CliContext, key: string): Promise<Route | undefined> {
  try {
    return read(routeShape, await context.request('GET', pathOf(key)));
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not_found') return undefined;
    throw error;
  }
}

async function deleteRoute(context: CliContext, key: string): Promise<Result> {
  await context.request('DELETE', pathOf(key));
  return { text: `The route ${key} is gone.`, data: { key } };
}

function pathOf(key: string): string {
  return `/v1/routes/${encodeURIComponent(key)}`;
}
