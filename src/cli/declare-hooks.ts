import type { Command } from 'commander';
import { hookSchema } from '../contract/source.ts';
import { read } from './api.ts';
import type { CliCommand, CliContext, Result } from './context.ts';
import { examples } from './examples.ts';
import { sourcePath } from './refused-requests.ts';

/** Declares the commands for webhooks of a source, such as those of BotGhost. */
export function declareHooks(source: Command, run: Parameters<CliCommand['declare']>[1]): void {
  const hook = source
    .command('hook')
    .summary('webhooks of a source by name, such as those of BotGhost')
    .description('Makes webhooks of a source, each with a name and an address of its own, and takes them away.');
  examples(hook, 'source hook add botghost "New buyer"');
  const add = hook
    .command('add <source> <name>')
    .summary('make one, with a made-up event id')
    .description('Makes a webhook by name and shows its address; from the first one on, other event ids are refused.')
    .action(run(addHook));
  examples(add, 'source hook add botghost "New buyer"');
  const remove = hook
    .command('remove <source> <id>')
    .summary('take one away')
    .description('Takes a webhook away; what is posted to it is refused from then on.')
    .action(run(removeHook));
  examples(remove, 'source hook remove botghost ab12cd34ef56');
}

async function addHook(context: CliContext, source: string, wanted: string): Promise<Result> {
  const answer = await context.request('POST', `${sourcePath(source)}/hooks`, { name: wanted });
  const { name, url } = read(hookSchema, answer);
  const body = '{"variables":[{"name":"Buyer","variable":"{buyer}","value":"Steve"}]}';
  const lines = [
    `${context.paint('green', '✓')} "${name}" is told of what is posted to`,
    `  ${context.paint('bold', url)}`,
    `  with the header Authorization: <the secret of ${source}>, and optionally a body such as`,
    `  ${body}`,
  ];
  return { text: lines.join('\n'), data: answer };
}

async function removeHook(context: CliContext, source: string, id: string): Promise<Result> {
  await context.request('DELETE', `${sourcePath(source)}/hooks/${encodeURIComponent(id)}`);
  return { text: `The webhook ${id} is gone.`, data: { id } };
}
