import {
  endpointSchema,
  endpointSetSchema,
  requestPreviewSchema,
  rotatedSecretSchema,
} from '../../contract/endpoint.ts';
import { endpointFields } from '../../contract/endpoint-fields.ts';
import { listOf } from '../../contract/parts.ts';
import { testReportSchema } from '../../contract/test-report.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { describeEndpoint, lightOf } from '../describe-endpoint.ts';
import { examples, groups } from '../examples.ts';
import { fieldOptions, readFields, type Typed } from '../field-options.ts';
import { type Row, table, when } from '../format.ts';
import { outcomeWord } from '../state-words.ts';

const list = listOf(endpointSchema);
/** The address stands in its own place where one is made. */
const { url: _, ...fieldsOfNew } = endpointFields;

interface TestOptions {
  type?: string;
  dryRun?: boolean;
  event?: string;
  body?: string;
}

export default {
  declare(program, run) {
    const endpoint = program
      .command('endpoint')
      .helpGroup(groups.setUp)
      .summary('post events to systems of your own: custom outbound webhooks')
      .description(
        'Endpoints get events as signed HTTP requests, beside the messages in Discord. What a receiver gets is described at /docs/endpoints.',
      );
    examples(endpoint, 'endpoint', 'endpoint add https://shop.example.com/hooks --events "rewards.*,gifting"');
    endpoint
      .command('list', { isDefault: true })
      .summary('list the endpoints')
      .description('Lists the endpoints of the store.')
      .action(run(listEndpoints));
    const add = fieldOptions(
      endpoint
        .command('add <url>')
        .summary('make one; its secret is shown this once')
        .description('Makes an endpoint: from now on it gets every event that it wants.'),
      fieldsOfNew,
    ).action(run(addEndpoint));
    examples(
      add,
      'endpoint add https://shop.example.com/hooks --events "payment.completed"',
      'endpoint add https://api.example.com/in --name rewards --events "rewards.*" --body body.json --retry quick',
    );
    const show = endpoint
      .command('show <name>')
      .summary('everything about one')
      .description('Tells everything about an endpoint, secrets aside.')
      .action(run(showEndpoint));
    examples(show, 'endpoint show rewards');
    const change = fieldOptions(
      endpoint
        .command('change <endpoint>')
        .summary('change one; what is not said stays')
        .description(
          'Changes an endpoint. What waits for it goes the new way; "none" takes away what may be absent, such as --min-severity or --body.',
        ),
      endpointFields,
    ).action(run(changeEndpoint));
    examples(change, 'endpoint change rewards --retry steady');
    const test = endpoint
      .command('test <name>')
      .summary('send it a test event, or show what it would get')
      .description('Sends a test event to an endpoint alone and tells what it answered; it is tried once.')
      .option('--type <type>', 'a sample of this type instead of crier.test')
      .option('--dry-run', 'show the request, send nothing')
      .option('--event <id>', 'with --dry-run: for an event of the log, evt_…')
      .option('--body <file>', 'with --dry-run: try this template')
      .action(run(testEndpoint));
    examples(test, 'endpoint test rewards', 'endpoint test rewards --dry-run --type gift.sent --body body.json');
    const rotate = endpoint
      .command('rotate-secret <name>')
      .summary('give it a new secret; the old one signs for 24 more hours')
      .description('Gives an endpoint a new secret, shown this once. Both sign for 24 hours.')
      .option('--secret-env <variable>', 'take the new secret from this variable instead of making one up')
      .action(run(rotateSecret));
    examples(rotate, 'endpoint rotate-secret rewards');
    const pause = endpoint
      .command('pause <name>')
      .summary('stop it; what comes for it waits')
      .description('Stops an endpoint; what comes for it waits.')
      .option('--for <duration>', 'for so long, such as 2h; default: until it is resumed')
      .action(run(pauseEndpoint));
    examples(pause, 'endpoint pause rewards --for 30m');
    const resume = endpoint
      .command('resume <name>')
      .summary('go on with it')
      .description('Goes on with an endpoint that is paused or broken; what waits goes out.')
      .action(run(resumeEndpoint));
    examples(resume, 'endpoint resume rewards');
    const remove = endpoint
      .command('delete <name>')
      .summary('take it away')
      .description('Takes an endpoint away; what waits for it is cancelled, its log stays.')
      .action(run(deleteEndpoint));
    examples(remove, 'endpoint delete rewards');
  },
} satisfies CliCommand;

const columns = [
  { title: 'endpoint', shrinks: true },
  { title: 'wants', shrinks: true },
  { title: 'state' },
  { title: 'waiting' },
  { title: 'failed' },
  { title: 'delivered' },
  { title: 'last' },
];

async function listEndpoints(context: CliContext): Promise<Result> {
  const answer = await context.request('GET', '/v1/endpoints');
  const rows = read(list, answer).data.map((one): Row => {
    const [state, colour] = lightOf(one);
    const last = one.last_success_at === null ? 'never' : when(one.last_success_at, context.now());
    const counts = [one.pending, one.failed, one.delivered].map(String);
    const below = one.problem === null ? one.url : `${one.url}: ${one.problem}`;
    return {
      cells: [one.name, one.events.join(', '), `● ${state}`, ...counts, last],
      below: context.paint('dim', below),
      paint: (cell, column) => (column === 2 ? context.paint(colour, cell) : cell),
    };
  });
  const none = 'There is none. Make one: npm run crier -- endpoint add https://…';
  return { text: rows.length === 0 ? none : table(columns, rows, context.width), data: answer };
}

async function addEndpoint(context: CliContext, url: string, options: Typed): Promise<Result> {
  const answer = await context.request('POST', '/v1/endpoints', {
    ...(await readFields(context, fieldsOfNew, options)),
    url,
  });
  const made = read(endpointSetSchema, answer);
  for (const warning of made.warnings ?? []) context.note(`! ${warning}`);
  const lines = [
    `${context.paint('green', '✓')} ${made.name} gets ${made.events.join(', ')} at ${made.url}.`,
    ...secretLines(context, made.signing_secret),
    `How to receive and verify: ${context.serviceUrl()}/docs/endpoints`,
    `Try it: npm run crier -- endpoint test "${made.name}"`,
  ];
  return { text: lines.join('\n'), data: answer };
}

function secretLines(context: CliContext, secret: string | undefined): string[] {
  return secret === undefined ? [] : ['', `Signing secret, shown this once: ${context.paint('bold', secret)}`, ''];
}

async function showEndpoint(context: CliContext, name: string): Promise<Result> {
  const answer = await context.request('GET', pathOf(name));
  return { text: describeEndpoint(context, read(endpointSchema, answer)), data: answer };
}

async function changeEndpoint(context: CliContext, name: string, options: Typed): Promise<Result> {
  const answer = await context.request('PATCH', pathOf(name), await readFields(context, endpointFields, options));
  const changed = read(endpointSetSchema, answer);
  for (const warning of changed.warnings ?? []) context.note(`! ${warning}`);
  const text = [`${changed.name} is changed.`, ...secretLines(context, changed.signing_secret)];
  return { text: text.join('\n'), data: answer };
}

async function testEndpoint(context: CliContext, name: string, options: TestOptions): Promise<Result> {
  const { type, dryRun = false, event } = options;
  const body = options.body === undefined ? undefined : await context.readInput(options.body);
  const answer = await context.request('POST', `${pathOf(name)}/test`, { type, dry_run: dryRun, event, body });
  if (dryRun) {
    const shown = read(requestPreviewSchema, answer);
    const headers = Object.entries(shown.headers).map(([header, value]) => `${context.paint('dim', header)}: ${value}`);
    const lines = [`${shown.method} ${shown.url}`, ...headers, '', JSON.stringify(shown.body, null, 2)];
    return { text: lines.join('\n'), data: answer };
  }
  const { outcome, reason, status_code, latency_ms, delivery_id } = read(testReportSchema, answer);
  const { text, colour, mark } = outcomeWord(outcome);
  if (outcome === 'delivered') {
    const line = `${context.paint(colour, mark)} ${name} answered ${status_code} in ${latency_ms ?? 0} ms.`;
    return { text: line, data: answer };
  }
  // A test is tried once, whatever would be done with an event.
  const what = outcome === 'retry' ? 'did not arrive' : text;
  const lines = [`${context.paint(colour, mark)} ${name}: ${what}.`, `  ${reason ?? 'No reason was told.'}`];
  lines.push(`  All about it: npm run crier -- show ${delivery_id}`);
  return { text: lines.join('\n'), data: answer, code: 1 };
}

async function rotateSecret(context: CliContext, name: string, options: Typed): Promise<Result> {
  const { secret } = await readFields(context, { secret: endpointFields.secret }, options);
  const answer = await context.request('POST', `${pathOf(name)}/rotate-secret`, { secret });
  const { signing_secret, old_secret_valid_until } = read(rotatedSecretSchema, answer);
  const made = secret === undefined ? secretLines(context, signing_secret) : [];
  const text = [`${name} has a new secret; the old one signs too until ${old_secret_valid_until}.`, ...made];
  return { text: text.join('\n').trimEnd(), data: answer };
}

async function pauseEndpoint(context: CliContext, name: string, options: { for?: string }): Promise<Result> {
  const answer = await context.request('POST', `${pathOf(name)}/pause`, options);
  const { paused_until } = read(endpointSchema, answer);
  const until = paused_until === null ? `Go on: npm run crier -- endpoint resume "${name}"` : `Until ${paused_until}.`;
  return { text: `${name} is paused; what comes for it waits. ${until}`, data: answer };
}

async function resumeEndpoint(context: CliContext, name: string): Promise<Result> {
  const answer = await context.request('POST', `${pathOf(name)}/resume`);
  const { pending } = read(endpointSchema, answer);
  return { text: `${name} goes on. ${pending} waiting.`, data: answer };
}

async function deleteEndpoint(context: CliContext, name: string): Promise<Result> {
  await context.request('DELETE', pathOf(name));
  return { text: `The endpoint ${name} is gone.`, data: { name } };
}

function pathOf(name: string): string {
  return `/v1/endpoints/${encodeURIComponent(name)}`;
}
