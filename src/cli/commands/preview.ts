import { previewLinkSchema } from '../../contract/preview.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { examples, groups } from '../examples.ts';

export default {
  declare(program, run) {
    const command = program
      .command('preview')
      .helpGroup(groups.look)
      .summary('print a link that opens the preview')
      .description('Prints a link that opens the preview in a browser. Whoever has the link may look.')
      .action(run(preview));
    examples(command, 'preview', 'preview --store workshop');
  },
} satisfies CliCommand;

async function preview(context: CliContext): Promise<Result> {
  const { path, expires_at } = read(previewLinkSchema, await context.request('POST', '/v1/preview-links'));
  const url = `${context.serviceUrl()}${path}`;
  context.note(context.paint('dim', `It opens the preview until ${expires_at.slice(0, 10)}.`));
  return { text: url, data: { url, expires_at } };
}
