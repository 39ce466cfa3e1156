import { count } from '../../lib/count.ts';
import { type CliCommand, type CliContext, CliError, type LostSecret, type Result } from '../context.ts';
import { examples, groups } from '../examples.ts';

export default {
  declare(program, run) {
    const secrets = program
      .command('secrets')
      .helpGroup(groups.setUp)
      .summary('go on after the secret key was lost')
      .description('Goes on after the secret key was lost.');
    const reset = secrets
      .command('reset')
      .summary('drop the secrets that the secret key does not open')
      .description(
        'Drops webhook URLs and secrets of platforms and endpoints that the secret key does not open, and nothing else: every event, what waits and the log stay. Says what to enter again. Crier has to be stopped.',
      )
      .option('--yes', 'do not ask')
      .action(run(resetSecrets));
    examples(secrets, 'secrets reset');
    examples(reset, 'secrets reset');
  },
} satisfies CliCommand;

async function resetSecrets(context: CliContext, { yes }: { yes?: boolean }): Promise<Result> {
  const lost = await context.resetSecrets(async (found) => {
    for (const line of listOf(found)) context.note(line);
    const isSure = yes === true || (await context.confirm('Drop these secrets? Events and log stay.'));
    if (!isSure) context.note('It was not confirmed; --yes does not ask.');
    return isSure;
  });
  if (lost === undefined) throw new CliError('Nothing was changed.');
  const enter = lost.filter(({ provisionedBy }) => provisionedBy === undefined);
  const text = [
    lost.length === 0 ? 'No secret is lost.' : `${count(lost.length, 'secret is', 'secrets are')} dropped.`,
    ...(enter.length === 0
      ? ['Nothing has to be entered again. Start Crier: npm start']
      : ['Start Crier (npm start), then enter again:', ...enter.map((one) => `  ${cureOf(one)}`)]),
  ];
  return {
    text: text.join('\n'),
    data: {
      lost: lost.map(({ provisionedBy, isChannel: _, ...one }) => ({ ...one, provisioned_by: provisionedBy ?? null })),
    },
  };
}

function listOf(lost: readonly LostSecret[]): string[] {
  return lost.map(({ kind, store, name, label, provisionedBy }) => {
    const what = `${kind} ${name}${store === 'main' ? '' : ` of ${store}`}${label === undefined ? '' : ` (${label})`}`;
    return provisionedBy === undefined
      ? `  ${what}: to be entered again`
      : `  ${what}: comes back from ${provisionedBy}`;
  });
}

function cureOf({ kind, store, name, isChannel }: LostSecret): string {
  const of = store === 'main' ? '' : ` --store ${store}`;
  if (kind === 'route')
    return `npm run crier -- routes set ${name} ${isChannel === true ? '--channel <id>' : '-'}${of}`;
  if (kind === 'source') return `npm run crier -- source add ${name}${of}`;
  return `npm run crier -- endpoint change ${name} --url <url> --secret-env <variable>${of}`;
}
