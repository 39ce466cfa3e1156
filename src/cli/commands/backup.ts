import type { z } from 'zod';
import { backupSchema } from '../../contract/backup.ts';
import { filesFolderOf } from '../../lib/files-folder.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, NoServiceError, type Result, UsageError } from '../context.ts';
import { examples, groups } from '../examples.ts';

export default {
  declare(program, run) {
    const command = program
      .command('backup [path]')
      .helpGroup(groups.setUp)
      .summary('copy the database, also while it is in use')
      .description(
        'Copies the database, also while it is in use, and the files of relayed messages beside it; without a path into the data folder.',
      )
      .action(run(backup));
    examples(command, 'backup', 'backup /mnt/backups/crier.db');
  },
} satisfies CliCommand;

async function backup(context: CliContext, target: string | undefined): Promise<Result> {
  for (const path of target === undefined ? [] : [target, filesFolderOf(target)]) {
    if (context.fileExists(path)) throw new UsageError(`${path} is there already. Name another file.`);
  }
  const made = await copy(context, target);
  const isMoved = target === undefined || made.path === target || (await move(context, made.path, target));
  const path = isMoved && target !== undefined ? target : made.path;
  const where = isMoved ? '' : ` It is on the machine of the service and cannot be moved to ${target} from here.`;
  const size = `${(made.bytes / 1_048_576).toFixed(1)} MiB`;
  return {
    text: `${path} (${size}).${where}\nKeep the secret key with it: without it the webhook URLs cannot be opened.`,
    data: { path, bytes: made.bytes },
    code: isMoved ? 0 : 1,
  };
}

/** The files of events stand in a folder beside the copy, where there are any. */
async function move(context: CliContext, from: string, to: string): Promise<boolean> {
  await context.moveFile(filesFolderOf(from), filesFolderOf(to));
  return context.moveFile(from, to);
}

async function copy(context: CliContext, target: string | undefined): Promise<z.infer<typeof backupSchema>> {
  try {
    return read(backupSchema, await context.request('POST', '/v1/backup'));
  } catch (error) {
    if (error instanceof NoServiceError) return context.backupFile(target);
    throw error;
  }
}
