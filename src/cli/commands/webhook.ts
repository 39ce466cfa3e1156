import { Option } from 'commander';
import { listOf } from '../../contract/parts.ts';
import { createdWebhookSchema, webhookSchema } from '../../contract/webhook.ts';
import { categories } from '../../model/category.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { table, when } from '../format.ts';

const list = listOf(webhookSchema);

export default {
  declare(program, run) {
    const webhook = program
      .command('webhook')
      .helpGroup(groups.setUp)
      .summary('addresses in the form of Discord webhooks, for scripts that know no other')
      .description(
        'Makes addresses in the form of Discord webhooks: a script that posts to Discord changes the host, and has the queue, the limits, the log and the replay of Crier. The real URL is in no script.',
      );
    examples(webhook, 'webhook', 'webhook create --category errors --name "Anticheat"');
    webhook
      .command('list', { isDefault: true })
      .summary('list them')
      .description('Lists the drop-in webhooks of the store, without their tokens.')
      .action(run(listWebhooks));
    const create = webhook
      .command('create')
      .summary('make one; its URL is shown this once')
      .description('Makes a drop-in webhook. Its URL is shown this once.')
      .addOption(
        new Option('--category <category>', 'where its messages belong').choices([...categories]).makeOptionMandatory(),
      )
      .option('--name <name>', 'shown as the sender where a message names none')
      .action(run(createWebhook));
    examples(
      create,
      'webhook create --category errors',
      'webhook create --category transactions --name "Donation log"',
    );
    const remove = webhook
      .command('delete <id>')
      .summary('end one at once')
      .description('Ends a drop-in webhook; whoever posts to it is refused from then on.')
      .action(run(deleteWebhook));
    examples(remove, 'webhook delete 1480000000000000000');
  },
} satisfies CliCommand;

async function listWebhooks(context: CliContext): Promise<Result> {
  const answer = await context.request('GET', '/v1/webhooks');
  const { data } = read(list, answer);
  const none = 'There is none. Make one: npm run crier -- webhook create --category errors';
  const rows = data.map(({ id, name, category, created_at }) => ({
    cells: [name, category, when(created_at, context.now()), id],
  }));
  const columns = [{ title: 'name', shrinks: true }, { title: 'category' }, { title: 'made' }, { title: 'id' }];
  return { text: rows.length === 0 ? none : table(columns, rows, context.width), data: answer };
}

async function createWebhook(context: CliContext, options: { category: string; name?: string }): Promise<Result> {
  const answer = await context.request('POST', '/v1/webhooks', options);
  const { url } = read(createdWebhookSchema, answer);
  context.note('Shown this once. Put it where the script has its Discord webhook URL.');
  return { text: url, data: answer };
}

async function deleteWebhook(context: CliContext, id: string): Promise<Result> {
  await context.request('DELETE', `/v1/webhooks/${encodeURIComponent(id)}`);
  return { text: `The webhook ${id} is gone.`, data: { id } };
}
