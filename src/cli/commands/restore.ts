import { count } from '../../lib/count.ts';
import { iso } from '../../lib/iso.ts';
import { type CheckedBackup, type CliCommand, type CliContext, CliError, type Result } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { when } from '../format.ts';

interface RestoreOptions {
  yes?: boolean;
  dryRun?: boolean;
  withoutKey?: boolean;
}

export default {
  declare(program, run) {
    const command = program
      .command('restore <file>')
      .helpGroup(groups.setUp)
      .summary('put a backup in the place of the database')
      .description(
        'Checks a backup and puts it, with the files beside it, in the place of the database. Crier has to be stopped. The database that was there is kept under another name.',
      )
      .option('--yes', 'do not ask')
      .option('--dry-run', 'only check the backup, also while Crier runs')
      .option('--without-key', 'restore although the secret key is missing or another one')
      .action(run(restore));
    examples(command, 'restore data/backup-2026-11-28T05-20-56-123Z.db', 'restore /mnt/backups/crier.db --dry-run');
  },
} satisfies CliCommand;

async function restore(context: CliContext, file: string, options: RestoreOptions): Promise<Result> {
  if (options.dryRun === true) {
    const { found } = await context.restore(file, undefined);
    return {
      text: describe(context, file, found).join('\n'),
      data: { ...jsonOf(found), restored: false },
      code: found.key === 'fits' ? 0 : 1,
    };
  }
  const { found, restored, aside } = await context.restore(file, (checked) => decide(context, file, checked, options));
  if (!restored) throw new CliError('Nothing was changed.');
  const kept = aside === undefined ? [] : [`The database that was there is kept in ${aside}.`];
  const waits = `${count(found.pending, 'delivery waits', 'deliveries wait')} in it and go out at the start, also those that went out after the backup was made.`;
  const text = [
    `${file} is restored to ${found.database}.`,
    ...kept,
    ...(found.pending === 0 ? [] : [waits]),
    found.key === 'fits' ? 'Start Crier: npm start' : 'Before the start: npm run crier -- secrets reset',
  ];
  return { text: text.join('\n'), data: { ...jsonOf(found), restored, replaced: aside ?? null } };
}

function jsonOf(found: CheckedBackup): object {
  const { newestSchema, newestEventAt, presentEvents, keyPlace, ...rest } = found;
  return {
    ...rest,
    newest_schema: newestSchema,
    newest_event_at: newestEventAt === undefined ? null : iso(newestEventAt),
    present_events: presentEvents ?? null,
    key_place: keyPlace,
  };
}

async function decide(
  context: CliContext,
  file: string,
  found: CheckedBackup,
  { yes, withoutKey }: RestoreOptions,
): Promise<boolean> {
  for (const line of describe(context, file, found)) context.note(line);
  if (found.key !== 'fits' && withoutKey !== true) return false;
  if (yes === true) return true;
  const present = found.presentEvents === undefined ? '' : `, which has ${count(found.presentEvents, 'event')}`;
  const isSure = await context.confirm(`Put it in the place of ${found.database}${present}?`);
  if (!isSure) context.note('It was not confirmed; --yes does not ask.');
  return isSure;
}

function describe(context: CliContext, file: string, found: CheckedBackup): string[] {
  const newest =
    found.newestEventAt === undefined ? '' : `, the newest ${when(iso(found.newestEventAt), context.now())}`;
  const whole = `${file} is whole: ${count(found.events, 'event')}${newest}, schema ${found.schema} of ${found.newestSchema}.`;
  const key = {
    fits: [`The secret key fits (${found.keyPlace}).`],
    missing: [`The secret key is missing: ${found.keyPlace} is not there.`, ...keyCure],
    other: [`The secret key in ${found.keyPlace} does not open what is sealed in the backup.`, ...keyCure],
  };
  return [whole, ...key[found.key]];
}

const keyCure = [
  'Put the key there that was kept with the backup. Where it is lost for good, --without-key restores the events, and "npm run crier -- secrets reset" says afterwards what to enter again.',
];
