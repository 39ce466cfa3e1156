import { didYouMean } from '../../lib/did-you-mean.ts';
import { categoryOf } from '../../model/category.ts';
import { samplesAt } from '../../model/samples.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, type Result, UsageError } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { table } from '../format.ts';
import { acceptedShape } from '../shapes.ts';

export default {
  declare(program, run) {
    const command = program
      .command('sample [type]')
      .helpGroup(groups.send)
      .summary('send a sample event; without a type list the samples')
      .description('Sends a sample of a type, to see how it looks; without a type lists the samples.')
      .option('--all', 'send every one of them')
      .action(run(sample));
    examples(command, 'sample', 'sample gift.sent');
  },
} satisfies CliCommand;

async function sample(context: CliContext, type: string | undefined, options: { all?: boolean }): Promise<Result> {
  const samples = samplesAt(context.now());
  if (options.all) return send(context, [...samples.values()]);
  if (type === undefined) return list(context);
  const chosen = samples.get(type);
  if (chosen === undefined) {
    const guess = didYouMean(type, samples.keys());
    throw new UsageError(`There is no sample "${type}". ${guess}"npm run crier -- sample" lists them.`);
  }
  return send(context, [chosen]);
}

async function send(context: CliContext, events: readonly { type: string }[]): Promise<Result> {
  const sent = [];
  for (const event of events) {
    const { id, deliveries } = read(acceptedShape, await context.request('POST', '/v1/events', event));
    sent.push({ type: event.type, id, deliveries });
    context.say(`${context.paint('green', '✓')} ${event.type.padEnd(28)} ${id}`);
  }
  return {
    text: `See ${sent.length === 1 ? 'it' : 'them'} in Discord, or at ${context.serviceUrl()}/preview`,
    data: sent,
  };
}

function list(context: CliContext): Result {
  const all = [...samplesAt(context.now()).values()].map((event) => ({
    category: event.category ?? categoryOf(event.type) ?? '',
    type: event.type,
  }));
  const rows = all.map(({ category, type }) => ({ cells: [category, type] }));
  return {
    text: table([{ title: 'category' }, { title: 'sample' }], rows, context.width),
    data: all,
  };
}
