import { acceptedSchema } from '../../contract/event.ts';
import { listOf } from '../../contract/parts.ts';
import { sourceSchema, testedSourceSchema } from '../../contract/source.ts';
import { count } from '../../lib/count.ts';
import { parseDuration } from '../../lib/duration.ts';
import { samplesAt } from '../../samples/events.ts';
import { newTestId } from '../../samples/test-id.ts';
import { read } from '../api.ts';
import { clearTests } from '../clear-tests.ts';
import { type CliCommand, type CliContext, ProblemError, type Result, UsageError } from '../context.ts';
import { demoEvents } from '../demo-events.ts';
import { examples, groups } from '../examples.ts';
import { pad } from '../format.ts';

interface Options {
  count: string;
  every: string;
  seed?: string;
  clear?: boolean;
  yes?: boolean;
}

/** Seeds are whole numbers below this. */
const seeds = 1_000_000;

export default {
  declare(program, run) {
    const command = program
      .command('demo')
      .helpGroup(groups.send)
      .summary('a lively stream of store events, to see how they look')
      .description(
        'Sends a lively stream of store events of all eight categories, with other players and prices in every run. They go where your routes lead, or to /preview where there is none. Ends by itself.',
      )
      .option('--count <number>', 'how many', '30')
      .option('--every <duration>', 'pause between two', '1s')
      .option('--seed <number>', 'the same number again makes the same events')
      .option('--clear', 'delete what the demo, samples and tests left in the log')
      .option('--yes', 'with --clear: do not ask')
      .action(run(demo));
    examples(command, 'demo', 'demo --count 200 --every 100ms', 'demo --clear');
  },
} satisfies CliCommand;

async function demo(context: CliContext, options: Options): Promise<Result> {
  if (options.clear) return clearTests(context, options.yes === true);
  const wanted = wholeNumber(options.count, '--count', 1);
  const seed =
    options.seed === undefined ? Math.floor(context.random() * seeds) : wholeNumber(options.seed, '--seed', 0);
  const pause = parseDuration(options.every);
  if (pause === undefined) {
    throw new UsageError(`--every ${options.every}: expected a duration such as 500ms or 1s.`);
  }
  const ids: string[] = [];
  const theirs = await platformSamples(context);
  for (const event of demoEvents(seed, samplesAt(context.now()))) {
    // Every fourth comes as a platform sends it.
    const sample = ids.length % 4 === 3 ? theirs[(seed + ids.length * 7) % theirs.length] : undefined;
    if (sample !== undefined) {
      ids.push(...(await sendSample(context, sample)));
      if (ids.length >= wanted) break;
      await context.sleep(pause);
    }
    const { id } = read(acceptedSchema, await context.request('POST', '/v1/events', { ...event, id: newTestId() }));
    if (ids.length === 0) context.say(`Look at ${context.serviceUrl()}/preview, or in your Discord channel.\n`);
    ids.push(id);
    const people = [event.player?.name, event.recipient?.name].filter((name) => name !== undefined).join(' → ');
    const price = event.amount === undefined ? '' : `${event.amount.value} ${event.amount.currency}`;
    context.say(`${context.paint('green', '✓')} ${event.type.padEnd(28)} ${pad(people, 24)} ${price}`.trimEnd());
    if (ids.length >= wanted) break;
    await context.sleep(pause);
  }
  return { text: `\n${count(ids.length, 'event')} sent (--seed ${seed}).`, data: { seed, ids } };
}

interface PlatformSample {
  source: string;
  name: string;
}

/** A key that may only post sees no sources; then the demo does without. */
async function platformSamples(context: CliContext): Promise<PlatformSample[]> {
  try {
    const { data } = read(listOf(sourceSchema), await context.request('GET', '/v1/sources'));
    return data.flatMap(({ id, samples }) => samples.map((name) => ({ source: id, name })));
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'forbidden') return [];
    throw error;
  }
}

async function sendSample(context: CliContext, { source, name }: PlatformSample): Promise<string[]> {
  const answer = await context.request('POST', `/v1/sources/${encodeURIComponent(source)}/test`, { sample: name });
  context.say(`${context.paint('green', '✓')} ${`${source}/${name}`}`);
  return read(testedSourceSchema, answer).data.map(({ id }) => id);
}

function wholeNumber(text: string, option: string, least: number): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new UsageError(`${option} ${text}: expected a whole number from ${least} on.`);
}
