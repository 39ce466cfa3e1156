import type { Command } from 'commander';
import type { z } from 'zod';
import { listOf } from '../../contract/parts.ts';
import { routeFields, routeSchema, routeSetSchema } from '../../contract/route.ts';
import { destinationName } from '../../model/destination-name.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { fieldOptions, readFields, type Typed } from '../field-options.ts';
import { type Row, table } from '../format.ts';

const list = listOf(routeSchema);

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
      'Sets or changes a route. The key is default, a category, an event type or a pattern such as "payment.*". The webhook is its URL, or "-" to read it from the keyboard or a pipe, so that it stays out of the shell history; left out, the route keeps the one it has, or leads where the next route that matches does: "routes set processing --mute" needs no URL. With --channel the bot writes into a channel itself, without a webhook. Options that are not given stay as they are; "none" takes one away.',
    );
  fieldOptions(command, routeFields);
  return examples(
    command,
    'routes set errors -',
    'routes set errors --min-severity warning',
    'routes set processing --mute',
  );
}

async function listRoutes(context: CliContext): Promise<Result> {
  const answer = await context.request('GET', '/v1/routes');
  const rows = read(list, answer).data.map((route): Row => {
    const { destination, min_severity, application, provisioned } = route;
    const state = stateOf(route);
    const colour = state === 'broken' ? 'red' : state === 'ok' ? 'green' : 'dim';
    const only = [min_severity && `from ${min_severity}`, application].filter(Boolean).join(', ');
    return {
      cells: [route.key, placeOf(route), state, only, placesOf(provisioned)],
      below: destination?.problem == null ? undefined : context.paint('dim', destination.problem),
      paint: (cell, column) => (column === 2 ? context.paint(colour, cell) : cell),
    };
  });
  const none = 'No routes: events are shown at /preview only. Set one with: npm run crier -- routes set default -';
  return { text: rows.length === 0 ? none : table(columns, rows, context.width), data: answer };
}

type ShownRoute = z.infer<typeof routeSchema>;

function stateOf({ destination, muted }: ShownRoute): string {
  if (destination === null) return muted ? 'muted' : 'no place';
  if (destination.state !== 'active') return destination.state;
  return muted ? 'muted' : 'ok';
}

function placeOf({ destination, inherits, copied_to }: ShownRoute): string {
  if (destination === null) return copied_to.length === 0 ? 'nowhere yet' : copied_to.join(', ');
  const place = destinationName(destination);
  const also = copied_to.length === 0 ? '' : ` (and ${copied_to.join(', ')})`;
  return `${place}${inherits ? ' (as the next route)' : ''}${also}`;
}

function placesOf(provisioned: Readonly<Record<string, string>>): string {
  const places = [...new Set(Object.values(provisioned))];
  return places.length === 0 ? 'set while running' : places.join(', ');
}

async function setRoute(
  context: CliContext,
  key: string,
  webhook: string | undefined,
  options: Typed,
): Promise<Result> {
  const url = webhook === '-' ? await context.readSecret('Webhook URL (it stays invisible): ') : webhook;
  const said = await readFields(context, routeFields, options);
  const answer = await context.request('PATCH', pathOf(key), url === undefined ? said : { ...said, webhook: url });
  const set = read(routeSetSchema, answer);
  const { check, muted } = set;
  const what = muted ? 'is muted; it leads to' : 'goes to';
  const doubt = check.result === 'ok' ? '' : ` Discord could not be asked (${check.reason ?? 'no answer'}).`;
  const text = `${key} ${what} ${placeOf(set)}.${doubt}\nTry it: npm run crier -- test ${key}`;
  return { text, data: answer };
}

async function deleteRoute(context: CliContext, key: string): Promise<Result> {
  await context.request('DELETE', pathOf(key));
  return { text: `The route ${key} is gone.`, data: { key } };
}

function pathOf(key: string): string {
  return `/v1/routes/${encodeURIComponent(key)}`;
}
