import { z } from 'zod';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, CliError, type Result } from '../context.ts';
import { count } from '../format.ts';
import { acceptedShape, eventReportShape } from '../shapes.ts';

interface Options {
  type?: string;
  category?: string;
  title?: string;
  description?: string;
  player?: string;
  amount?: string;
  id?: string;
  severity?: string;
  field?: string[];
  data?: string[];
  wait?: boolean;
}

const collect = (value: string, before: string[] = []) => [...before, value];

/** How long `--wait` waits. */
const patienceMs = 30_000;

export default {
  declare(program, run) {
    program
      .command('send [file]')
      .description('send an event from options, or events from a file of JSON or NDJSON ("-": standard input)')
      .option('--type <type>', 'event type, such as payment.completed')
      .option('--category <category>', 'where the type does not say it')
      .option('--title <text>')
      .option('--description <text>')
      .option('--player <name>')
      .option('--amount <"9.99 EUR">')
      .option('--id <key>', 'idempotency key: the same one again stores nothing')
      .option('--severity <severity>')
      .option('--field <name=value>', 'a field of the message; may be repeated', collect)
      .option('--data <key=value>', 'a value of data; may be repeated', collect)
      .option('--wait', 'wait until it is delivered, and tell the outcome')
      .addHelpText(
        'after',
        '\nExample:\n  npm run crier -- send --type payment.completed --player Steve --amount "9.99 EUR"',
      )
      .action(run(send));
  },
} satisfies CliCommand;

async function send(context: CliContext, file: string | undefined, options: Options): Promise<Result> {
  const accepted = await post(context, file, options);
  const outcomes = options.wait ? await waitFor(context, accepted) : [];
  const lines = accepted.map(({ id, duplicate, deliveries }) => {
    const where = deliveries.map(({ status }) => (status === 'pending' ? 'on its way' : status)).join(', ');
    return `${context.paint('green', '✓')} ${id}  ${duplicate ? 'known already, nothing stored' : where}`;
  });
  const isBad = outcomes.some(({ status }) => status !== 'delivered');
  const told = outcomes.map(({ id, status, reason }) => `  ${id}  ${status}${reason === null ? '' : `: ${reason}`}`);
  const summary = accepted.length > 1 ? [`${count(accepted.length, 'event')} accepted`] : [];
  return {
    text: [...lines.slice(0, 20), ...summary, ...told].join('\n'),
    data: { accepted, outcomes },
    code: isBad ? 1 : 0,
  };
}

async function post(context: CliContext, file: string | undefined, options: Options) {
  if (file === undefined) {
    const answer = await context.request('POST', '/v1/events', eventOf(options));
    return [read(acceptedShape, answer)];
  }
  const text = await context.readInput(file);
  const isLines = !/^\s*\[/.test(text) && text.trim().includes('\n{');
  const type = { 'content-type': isLines ? 'application/x-ndjson' : 'application/json' };
  const answer = await context.request('POST', '/v1/events', text, type);
  return read(
    z.union([
      z.object({ data: z.array(acceptedShape) }).transform(({ data }) => data),
      acceptedShape.transform((one) => [one]),
    ]),
    answer,
  );
}

function eventOf(options: Options): object {
  if (options.type === undefined) throw new CliError('Say what happened: --type payment.completed, or a file.');
  const [, value, currency] = /^(-?\d+(?:\.\d+)?)\s*([A-Za-z]{3})$/.exec(options.amount ?? '') ?? [];
  if (options.amount !== undefined && value === undefined) {
    throw new CliError(`"${options.amount}" is no amount; write it as "9.99 EUR".`);
  }
  return {
    type: options.type,
    category: options.category,
    title: options.title,
    description: options.description,
    id: options.id,
    severity: options.severity,
    player: options.player === undefined ? undefined : { name: options.player },
    amount: value === undefined ? undefined : { value, currency: currency?.toUpperCase() },
    fields: options.field?.map((text) => pair(text, '--field')).map(([name, text]) => ({ name, value: text })),
    data: options.data === undefined ? undefined : Object.fromEntries(options.data.map((text) => dataPair(text))),
  };
}

function pair(text: string, option: string): [string, string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new CliError(`${option} ${text}: expected name=value.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function dataPair(text: string): [string, unknown] {
  const [key, value] = pair(text, '--data');
  try {
    return [key, JSON.parse(value)];
  } catch {
    return [key, value];
  }
}

async function waitFor(context: CliContext, accepted: readonly z.infer<typeof acceptedShape>[]) {
  const giveUpAt = context.now() + patienceMs;
  for (;;) {
    const reports = await Promise.all(
      accepted.map(async ({ id }) => read(eventReportShape, await context.request('GET', `/v1/events/${id}`))),
    );
    const deliveries = reports.flatMap((report) => report.deliveries);
    const isDone = deliveries.every(({ status }) => status !== 'pending');
    if (isDone || context.now() > giveUpAt) return deliveries;
    await context.sleep(100);
  }
}
