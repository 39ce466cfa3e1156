import { z } from 'zod';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { age, table } from '../format.ts';
import { keyShape } from '../shapes.ts';

const list = z.object({ data: z.array(keyShape) });

interface CreateOptions {
  scope: string[];
  category?: string[];
}

export default {
  declare(program, run) {
    const keys = program.command('keys').description('API keys: list, create, revoke');
    keys.command('list', { isDefault: true }).description('list the keys').action(run(listKeys));
    keys
      .command('create <name>')
      .description('make a key; it is shown this once')
      .option('--scope <scope...>', 'ingest, read, admin', ['ingest'])
      .option('--category <category...>', 'limit an ingest key to these')
      .action(run(createKey));
    keys.command('revoke <id>').description('end a key at once').action(run(revokeKey));
  },
} satisfies CliCommand;

async function listKeys(context: CliContext): Promise<Result> {
  const { data } = read(list, await context.request('GET', '/v1/keys'));
  const rows = data.map(({ id, name, prefix, scopes, categories, last_used_at, revoked_at }) => [
    `${prefix}…`,
    name,
    scopes.join(', '),
    categories?.join(', ') ?? 'all',
    revoked_at !== null
      ? 'revoked'
      : last_used_at === null
        ? 'never used'
        : `${age(context.now() - Date.parse(last_used_at))} ago`,
    id,
  ]);
  return { text: table(['key', 'name', 'scopes', 'categories', 'last used', 'id'], rows, 160), data };
}

async function createKey(context: CliContext, name: string, options: CreateOptions): Promise<Result> {
  const answer = await context.request('POST', '/v1/keys', {
    name,
    scopes: options.scope,
    categories: options.category,
  });
  const { secret, scopes } = read(keyShape.extend({ secret: z.string() }), answer);
  return { text: `${secret}\n\nShown this once. Scopes: ${scopes.join(', ')}.`, data: answer };
}

async function revokeKey(context: CliContext, id: string): Promise<Result> {
  await context.request('DELETE', `/v1/keys/${encodeURIComponent(id)}`);
  return { text: `${id} is revoked.`, data: { id } };
}
