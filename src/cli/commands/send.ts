import { Option } from 'commander';
import { z } from 'zod';
import { acceptedSchema } from '../../contract/event.ts';
import { count } from '../../lib/count.ts';
import { categories } from '../../model/category.ts';
import { severities } from '../../model/event.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, type Result, UsageError } from '../context.ts';
import { destinationNames, placeOf } from '../destinations.ts';
import { type EventOptions, eventOf } from '../event-options.ts';
import { examples, groups } from '../examples.ts';
import { settle } from '../settle.ts';
import { statusWord } from '../state-words.ts';

type Accepted = z.infer<typeof acceptedSchema>;

interface Options extends EventOptions {
  wait?: boolean;
}

const collect = (value: string, before: string[] = []) => [...before, value];

/** The time that `--wait` waits. */
const patienceMs = 60_000;

/** More lines than this tell nobody anything. */
const mostLines = 20;

export default {
  declare(program, run) {
    const command = program
      .command('send [file]')
      .helpGroup(groups.send)
      .summary('send an event from options, or events from a file')
      .description('Sends an event from options, or events from a file of JSON or NDJSON ("-" is standard input).')
      .option('--type <type>', 'event type, such as payment.completed')
      .addOption(new Option('--category <category>', 'where the type does not say it').choices(categories))
      .option('--title <text>', 'over the title of the look')
      .option('--description <text>', 'text of the message')
      .option('--player <name>', 'whose event it is')
      .option('--amount <amount>', 'such as "9.99 EUR"')
      .option('--id <key>', 'idempotency key: the same one again stores nothing')
      .addOption(new Option('--severity <severity>', 'default: info').choices(severities))
      .option('--field <name=value>', 'a field of the message; may be repeated', collect)
      .option('--data <key=value>', 'a value of data, or all of it as JSON; may be repeated', collect)
      .option('--wait', 'wait until it is delivered, and tell the outcome')
      .action(run(send));
    examples(command, 'send --type payment.completed --player Steve --amount "9.99 EUR"', 'send events.ndjson --wait');
  },
} satisfies CliCommand;

async function send(context: CliContext, file: string | undefined, options: Options): Promise<Result> {
  const accepted = file === undefined ? await postOne(context, options) : await postFile(context, file, options);
  const names = context.isJson ? new Map<string, string>() : await destinationNames(context);
  for (const one of accepted.slice(0, mostLines)) {
    const ways = one.deliveries.map((delivery) => `→ ${placeOf(delivery, names)}`).join(', ');
    context.say(`${context.paint('green', '✓')} ${one.id}  ${one.duplicate ? 'known already, nothing stored' : ways}`);
  }
  if (accepted.length > 1) context.say(`${count(accepted.length, 'event')} accepted.`);
  if (!options.wait) return { text: '', data: { accepted } };
  const ids = accepted.map(({ id }) => id);
  const outcomes = (await settle(context, ids, patienceMs)).flatMap(({ deliveries }) => deliveries);
  const bad = outcomes.filter(({ status }) => status !== 'delivered');
  const lines = (accepted.length > 1 ? bad : outcomes).slice(0, mostLines).map((delivery) => {
    const { text, colour } = statusWord(delivery.status);
    const why = delivery.reason ?? delivery.message_url;
    return `  ${placeOf(delivery, names)}: ${context.paint(colour, text)}${why === null ? '' : `. ${why}`}`;
  });
  if (accepted.length > 1) lines.push(`${outcomes.length - bad.length} of ${outcomes.length} delivered.`);
  return { text: lines.join('\n'), data: { accepted, outcomes }, code: bad.length === 0 ? 0 : 1 };
}

async function postOne(context: CliContext, options: Options): Promise<Accepted[]> {
  return [read(acceptedSchema, await context.request('POST', '/v1/events', eventOf(options)))];
}

async function postFile(context: CliContext, file: string, options: Options): Promise<Accepted[]> {
  if (Object.keys(options).some((name) => name !== 'wait')) {
    throw new UsageError('Give a file or options, not both: the file says everything about its events.');
  }
  const text = await context.readInput(file);
  const answer = await context.request('POST', '/v1/events', text, { 'content-type': formatOf(text, file) });
  const list = z.object({ data: z.array(acceptedSchema) });
  const parsed = list.safeParse(answer);
  return parsed.success ? read(list, answer).data : [read(acceptedSchema, answer)];
}

/** One JSON text, or one on every line. */
function formatOf(text: string, file: string): string {
  const isJson = (part: string) => {
    try {
      JSON.parse(part);
      return true;
    } catch {
      return false;
    }
  };
  if (isJson(text)) return 'application/json';
  const [first = ''] = text.trim().split('\n', 1);
  if (isJson(first)) return 'application/x-ndjson';
  throw new UsageError(`${file === '-' ? 'Standard input' : file} is neither JSON nor NDJSON (one JSON text a line).`);
}
