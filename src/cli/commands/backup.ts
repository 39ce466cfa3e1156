import { z } from 'zod';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, CliError, type Result } from '../context.ts';

const done = z.object({ path: z.string(), bytes: z.number() });

export default {
  declare(program, run) {
    program
      .command('backup [path]')
      .description('copy the database, also while the service runs; default: into the data folder')
      .action(run(backup));
  },
} satisfies CliCommand;

async function backup(context: CliContext, target: string | undefined): Promise<Result> {
  const { path, bytes } = target === undefined ? await fromService(context) : await context.backupFile(target);
  const size = `${(bytes / 1_048_576).toFixed(1)} MiB`;
  return {
    text: `${path} (${size}). Keep the secret key with it: without it the webhook URLs cannot be opened.`,
    data: { path, bytes },
  };
}

async function fromService(context: CliContext): Promise<z.infer<typeof done>> {
  try {
    return read(done, await context.request('POST', '/v1/backup'));
  } catch (error) {
    if (!(error instanceof CliError) || error.cause === undefined) throw error;
    return context.backupFile(undefined);
  }
}
