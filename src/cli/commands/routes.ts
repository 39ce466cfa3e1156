import { z } from 'zod';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { table } from '../format.ts';
import { routeShape } from '../shapes.ts';

const list = z.object({ data: z.array(routeShape) });
const set = routeShape.extend({ check: z.object({ result: z.string(), reason: z.string().optional() }) });

interface SetOptions {
  mute?: boolean;
  mentionRole?: string;
  minSeverity?: string;
  application?: string;
  username?: string;
}

export default {
  declare(program, run) {
    const routes = program.command('routes').description('see and change where events go').action(run(listRoutes));
    routes
      .command('set <key> [webhook]')
      .description('key: default, a category, a type or a pattern; webhook: its URL, or "-" to read it from input')
      .option('--mute', 'record events without sending them')
      .option('--mention-role <id>', 'role to ping')
      .option('--min-severity <severity>')
      .option('--application <name>')
      .option('--username <name>')
      .addHelpText(
        'after',
        '\nExample:\n  npm run crier -- routes set errors -\nThe URL is then read from the keyboard and is not in the shell history.',
      )
      .action(run(setRoute));
    routes.command('delete <key>').description('take a route away').action(run(deleteRoute));
  },
} satisfies CliCommand;

async function listRoutes(context: CliContext): Promise<Result> {
  const { data } = read(list, await context.request('GET', '/v1/routes'));
  const rows = data.map(({ key, destination, muted, min_severity, application, provisioned_by }) => [
    key,
    destination.name ?? destination.label,
    destination.state === 'broken' ? 'broken' : muted ? 'muted' : 'ok',
    [min_severity === null ? '' : `from ${min_severity}`, application ?? ''].filter(Boolean).join(', '),
    provisioned_by ?? 'set while running',
  ]);
  const text =
    rows.length === 0
      ? 'No routes: events go to the preview. Set one with: npm run crier -- routes set default -'
      : table(['key', 'destination', 'state', 'only', 'set in'], rows);
  return { text, data };
}

async function setRoute(
  context: CliContext,
  key: string,
  webhook: string | undefined,
  options: SetOptions,
): Promise<Result> {
  const url = webhook === '-' ? (await context.readInput('-')).trim() : webhook;
  const answer = await context.request('PUT', `/v1/routes/${encodeURIComponent(key)}`, {
    webhook: url,
    muted: options.mute ?? false,
    mention_role: options.mentionRole,
    min_severity: options.minSeverity,
    application: options.application,
    username: options.username,
  });
  const { destination, check } = read(set, answer);
  const name = destination.name ?? destination.label;
  const doubt = check.result === 'ok' ? '' : ` Discord could not be asked (${check.reason ?? 'no answer'}).`;
  return { text: `${key} goes to ${name}.${doubt}`, data: answer };
}

async function deleteRoute(context: CliContext, key: string): Promise<Result> {
  await context.request('DELETE', `/v1/routes/${encodeURIComponent(key)}`);
  return { text: `The route ${key} is gone.`, data: { key } };
}
