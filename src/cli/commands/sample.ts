import type { z } from 'zod';
import { acceptedSchema } from '../../contract/event.ts';
import { listOf } from '../../contract/parts.ts';
import { sourceSchema, testedSourceSchema } from '../../contract/source.ts';
import { didYouMean } from '../../lib/did-you-mean.ts';
import { categoryOf } from '../../model/category.ts';
import { samplesAt } from '../../samples/events.ts';
import { newTestId } from '../../samples/test-id.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, type Result, UsageError } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { table } from '../format.ts';
import { whereSamplesAre } from '../settle.ts';

export default {
  declare(program, run) {
    const command = program
      .command('sample [type]')
      .helpGroup(groups.send)
      .summary('send a sample event; without a type list the samples')
      .description(
        'Sends a sample of an event type, or of what a platform sends, to see how it looks; without a type lists the samples.',
      )
      .option('--all', 'send every one of them')
      .action(run(sample));
    examples(command, 'sample', 'sample gift.sent', 'sample tebex/payment.completed');
  },
} satisfies CliCommand;

async function sample(context: CliContext, type: string | undefined, options: { all?: boolean }): Promise<Result> {
  const samples = samplesAt(context.now());
  if (type === undefined && !options.all) return list(context);
  const sent = options.all
    ? await sendAll(context, [...samples.values()])
    : await sendOne(context, type ?? '', samples);
  // Nothing for a script: it has the ids.
  const ids = sent.map(({ id }) => id);
  return { text: context.isJson ? '' : await whereSamplesAre(context, ids), data: sent };
}

interface Sent {
  type: string;
  id: string;
}

async function sendOne(
  context: CliContext,
  type: string,
  samples: ReadonlyMap<string, { type: string }>,
): Promise<Sent[]> {
  const [source, name] = type.split('/');
  if (name !== undefined) return sendOfPlatform(context, source ?? '', [name]);
  const chosen = samples.get(type);
  if (chosen !== undefined) return send(context, [chosen]);
  const guess = didYouMean(type, samples.keys());
  throw new UsageError(`There is no sample "${type}". ${guess}"npm run crier -- sample" lists them.`);
}

async function send(context: CliContext, events: readonly { type: string }[]): Promise<Sent[]> {
  const sent = [];
  for (const event of events) {
    const { id, deliveries } = read(
      acceptedSchema,
      await context.request('POST', '/v1/events', { ...event, id: newTestId() }),
    );
    sent.push({ type: event.type, id, deliveries });
    context.say(`${context.paint('green', '✓')} ${event.type.padEnd(28)} ${id}`);
  }
  return sent;
}

/** Ours, and then those of every platform. */
async function sendAll(context: CliContext, events: readonly { type: string }[]): Promise<Sent[]> {
  const sent = await send(context, events);
  for (const { id, samples } of await platforms(context)) sent.push(...(await sendOfPlatform(context, id, samples)));
  return sent;
}

async function sendOfPlatform(context: CliContext, source: string, names: readonly string[]): Promise<Sent[]> {
  const sent = [];
  for (const sample of names) {
    const answer = await context.request('POST', `/v1/sources/${encodeURIComponent(source)}/test`, { sample });
    const ids = read(testedSourceSchema, answer).data.map(({ id }) => id);
    for (const id of ids) sent.push({ type: `${source}/${sample}`, id });
    context.say(`${context.paint('green', '✓')} ${`${source}/${sample}`.padEnd(44)} ${ids.join(' ')}`);
  }
  return sent;
}

async function platforms(context: CliContext): Promise<z.infer<typeof sourceSchema>[]> {
  return read(listOf(sourceSchema), await context.request('GET', '/v1/sources')).data;
}

async function list(context: CliContext): Promise<Result> {
  const ours = [...samplesAt(context.now()).values()].map((event) => ({
    category: event.category ?? categoryOf(event.type) ?? 'other',
    sample: event.type,
  }));
  const theirs = (await platforms(context)).flatMap(({ id, samples }) =>
    samples.map((name) => ({ category: `from ${id}`, sample: `${id}/${name}` })),
  );
  const all = [...ours, ...theirs];
  const rows = all.map(({ category, sample }) => ({ cells: [category, sample] }));
  return {
    text: table([{ title: 'category' }, { title: 'sample', shrinks: true }], rows, context.width),
    data: all,
  };
}
