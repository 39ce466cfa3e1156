import { categoryOf } from '../../model/category.ts';
import { samples } from '../../model/samples.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, CliError, type Result } from '../context.ts';
import { table } from '../format.ts';
import { acceptedShape } from '../shapes.ts';

export default {
  declare(program, run) {
    program
      .command('sample [type]')
      .description('send a sample event; without a type list the samples')
      .option('--all', 'send every one of them')
      .addHelpText('after', '\nExample:\n  npm run crier -- sample gift.sent')
      .action(run(sample));
  },
} satisfies CliCommand;

async function sample(context: CliContext, type: string | undefined, options: { all?: boolean }): Promise<Result> {
  if (type === undefined && !options.all) return list();
  const chosen = options.all ? [...samples.values()] : [samples.get(type ?? '')];
  const sent = [];
  for (const event of chosen) {
    if (event === undefined) throw new CliError(`There is no sample "${type}". "npm run crier -- sample" lists them.`);
    sent.push({ type: event.type, ...read(acceptedShape, await context.request('POST', '/v1/events', event)) });
  }
  return {
    text: sent.map(({ type: name, id }) => `${context.paint('green', '✓')} ${name}  ${id}`).join('\n'),
    data: sent,
  };
}

function list(): Result {
  const rows = [...samples.values()].map(({ type, category }) => [category ?? categoryOf(type) ?? '', type]);
  rows.sort(([a = ''], [b = '']) => a.localeCompare(b));
  return { text: table(['category', 'sample'], rows), data: rows.map(([category, type]) => ({ category, type })) };
}
