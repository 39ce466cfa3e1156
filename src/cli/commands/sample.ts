import type { z } from 'zod';
import { acceptedSchema } from '../../contract/event.ts';
import { listOf } from '../../contract/parts.ts';
import { sourceSchema, testedSourceSchema } from '../../contract/source.ts';
import { didYouMean } from '../../lib/did-you-mean.ts';
import { categoryOf } from '../../model/category.ts';
import { samplesAt } from '../../samples/events.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, type Result, UsageError } from '../context.ts';
import { examples, groups } from '../examples.ts';
import { table } from '../format.ts';
import { testId } from '../test-id.ts';

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
  if (options.all) return sendAll(context, [...samples.values()]);
  if (type === undefined) return list(context);
  const [source, name] = type.split('/');
  if (name !== undefined) return sendOfPlatform(context, source ?? '', [name]);
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
    const { id, deliveries } = read(
      acceptedSchema,
      await context.request('POST', '/v1/events', { ...event, id: testId() }),
    );
    sent.push({ type: event.type, id, deliveries });
    context.say(`${context.paint('green', '✓')} ${event.type.padEnd(28)} ${id}`);
  }
  return {
    text: `See ${sent.length === 1 ? 'it' : 'them'} in Discord, or at ${context.serviceUrl()}/preview`,
    data: sent,
  };
}

/** Ours, and then those of every platform. */
async function sendAll(context: CliContext, events: readonly { type: string }[]): Promise<Result> {
  const { data, text } = await send(context, events);
  const sent: unknown[] = Array.isArray(data) ? [...data] : [];
  for (const { id, samples } of await platforms(context)) {
    const more = await sendOfPlatform(context, id, samples);
    if (Array.isArray(more.data)) sent.push(...more.data);
  }
  return { text, data: sent };
}

async function sendOfPlatform(context: CliContext, source: string, names: readonly string[]): Promise<Result> {
  const sent = [];
  for (const sample of names) {
    const answer = await context.request('POST', `/v1/sources/${encodeURIComponent(source)}/test`, { sample });
    const ids = read(testedSourceSchema, answer).data.map(({ id }) => id);
    for (const id of ids) sent.push({ type: `${source}/${sample}`, id });
    context.say(`${context.paint('green', '✓')} ${`${source}/${sample}`.padEnd(44)} ${ids.join(' ')}`);
  }
  return { text: `See it in Discord, or at ${context.serviceUrl()}/preview`, data: sent };
}

async function platforms(context: CliContext): Promise<z.infer<typeof sourceSchema>[]> {
  return read(listOf(sourceSchema), await context.request('GET', '/v1/sources')).data;
}

async function list(context: CliContext): Promise<Result> {
  const ours = [...samplesAt(context.now()).values()].map((event) => ({
    category: event.category ?? categoryOf(event.type) ?? '',
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
