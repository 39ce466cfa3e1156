import { createdKeySchema, keySchema } from '../../contract/key.ts';
import { listOf } from '../../contract/parts.ts';
import { scopes } from '../../model/api-key.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { collectWords, examples, groups } from '../examples.ts';
import { table, when } from '../format.ts';

const list = listOf(keySchema);

const columns = [
  { title: 'key' },
  { title: 'name', shrinks: true },
  { title: 'may' },
  { title: 'last used' },
  { title: 'id' },
];

interface CreateOptions {
  scope?: string[];
  category?: string[];
  application?: string;
}

export default {
  declare(program, run) {
    const keys = program
      .command('keys')
      .helpGroup(groups.setUp)
      .summary('list, create and revoke API keys')
      .description('Lists, creates and revokes the API keys of a store.');
    examples(keys, 'keys', 'keys create "survival server" --scope ingest --category processing');
    keys
      .command('list', { isDefault: true })
      .summary('list the keys')
      .description('Lists the keys, without their secrets.')
      .action(run(listKeys));
    const create = keys
      .command('create <name>')
      .summary('make a key; it is shown this once')
      .description('Makes a key. It is kept hashed and can be shown this once only.')
      .option('--scope <scope>', `${scopes.join(', ')}; may be repeated; default: ingest`, collectWords)
      .option('--category <category>', 'limit an ingest key to it; may be repeated', collectWords)
      .option('--application <name>', 'the application that all its events are of')
      .action(run(createKey));
    examples(create, 'keys create "web shop" --application web', 'keys create dashboard --scope read');
    const revoke = keys
      .command('revoke <id>')
      .summary('end a key at once')
      .description('Ends a key at once; whoever uses it is refused from then on.')
      .action(run(revokeKey));
    examples(revoke, 'keys revoke key_01a1fb8f5f1e775db1495a0d5fb699e1');
  },
} satisfies CliCommand;

async function listKeys(context: CliContext): Promise<Result> {
  const answer = await context.request('GET', '/v1/keys');
  const rows = read(list, answer).data.map(
    ({ id, name, prefix, categories, application, last_used_at, revoked_at, ...key }) => {
      const used = last_used_at === null ? 'never' : when(last_used_at, context.now());
      const cells = [`${prefix}…`, name, key.scopes.join(', '), revoked_at === null ? used : 'revoked', id];
      const limits = [
        ...(categories === null ? [] : [`only ${categories.join(', ')}`]),
        ...(application === null ? [] : [`of the application ${application}`]),
      ];
      const below = limits.length === 0 ? undefined : context.paint('dim', limits.join(', '));
      return { cells, below, paint: (cell: string) => (revoked_at === null ? cell : context.paint('dim', cell)) };
    },
  );
  return { text: table(columns, rows, context.width), data: answer };
}

async function createKey(context: CliContext, name: string, options: CreateOptions): Promise<Result> {
  const answer = await context.request('POST', '/v1/keys', {
    name,
    scopes: options.scope,
    categories: options.category,
    application: options.application,
  });
  const { secret, scopes: given, categories, application } = read(createdKeySchema, answer);
  const limits = categories === null ? '' : `, for ${categories.join(', ')} only`;
  const owner = application === null ? '' : ` Its events are of the application ${application}.`;
  context.note(`Shown this once. It may: ${given.join(', ')}${limits}.${owner}`);
  return { text: secret, data: answer };
}

async function revokeKey(context: CliContext, id: string): Promise<Result> {
  await context.request('DELETE', `/v1/keys/${encodeURIComponent(id)}`);
  return { text: `${id} is revoked.`, data: { id } };
}
