import type { Command } from 'commander';
import type { z } from 'zod';
import { listOf } from '../../contract/parts.ts';
import {
  rotatedSourceSecretSchema,
  sourceFields,
  sourceSchema,
  sourceSetSchema,
  testedSourceSchema,
} from '../../contract/source.ts';
import { read } from '../api.ts';
import type { CliCommand, CliContext, Result } from '../context.ts';
import { declareHooks } from '../declare-hooks.ts';
import { examples, groups } from '../examples.ts';
import { fieldOptions, readFields, type Typed } from '../field-options.ts';
import { type Row, table, when } from '../format.ts';
import { listRefused, retryRefused, sourcePath } from '../refused-requests.ts';
import { whereSamplesAre } from '../settle.ts';
import { healthColours } from '../state-words.ts';

type Source = z.infer<typeof sourceSchema>;

const list = listOf(sourceSchema);

export default {
  declare(program, run) {
    const source = program
      .command('source')
      .helpGroup(groups.setUp)
      .summary('connect platforms such as Tebex, Stripe or PayNow')
      .description('Connects platforms that send webhooks: Crier proves who sent them and makes events of them.');
    examples(source, 'source', 'source add tebex', 'source test tebex payment.refunded', 'source refused tebex');
    source
      .command('list', { isDefault: true })
      .summary('list the platforms')
      .description('Lists the platforms that Crier understands, those that are switched on first.')
      .action(run(listSources));
    declareAdd(source).action(run(addSource));
    const rotate = source
      .command('rotate-secret <source>')
      .summary('give it a new secret')
      .description('Gives a source a new secret; those before it count for 24 hours more.');
    fieldOptions(rotate, { secret: sourceFields.secret }).action(run(rotateSecret));
    examples(rotate, 'source rotate-secret botghost');
    declareHooks(source, run);
    const show = source
      .command('show <source>')
      .summary('what to do on the platform, and what it tells')
      .description('Shows the address of a source, what to do on the platform, and what becomes of its events.')
      .action(run(showSource));
    examples(show, 'source show stripe');
    const test = source
      .command('test <source> [sample]')
      .summary('send a sample of the platform through it')
      .description('Sends a sample of the platform through its source, as if it had been believed.')
      .action(run(testSource));
    examples(test, 'source test tebex', 'source test tebex payment.dispute.opened');
    const refused = source
      .command('refused [source]')
      .summary('what it did not take, and why')
      .description(
        'Lists the last requests that a source did not take, with what is likely to be the reason; without a source those of all.',
      )
      .action(run(listRefused));
    examples(refused, 'source refused', 'source refused tebex');
    const retry = source
      .command('retry <source>')
      .summary('look at what it did not take again, after its secret was corrected')
      .description('Looks at the refused requests of a source again: what is believed now becomes events.')
      .action(run(retryRefused));
    examples(retry, 'source retry tebex');
    const remove = source
      .command('remove <source>')
      .summary('switch it off')
      .description('Switches a source off; what it has told stays.')
      .action(run(removeSource));
    examples(remove, 'source remove tebex');
  },
} satisfies CliCommand;

function declareAdd(source: Command): Command {
  const command = source
    .command('add <source>')
    .summary('switch a source on, or change its secret')
    .description(
      'Tells the address to paste on the platform and the steps there, and asks for the secret that it shows (or makes one up, where that is our part).',
    );
  fieldOptions(command, sourceFields);
  return examples(command, 'source add tebex', 'source add stripe --secret-env STRIPE_SECRET --keep-old');
}

async function rotateSecret(context: CliContext, id: string, options: Typed): Promise<Result> {
  const said = await readFields(context, { secret: sourceFields.secret }, options);
  const before = read(sourceSchema, await context.request('GET', sourcePath(id)));
  const secret = said['secret'] ?? (await askSecret(context, before));
  const answer = await context.request('POST', `${sourcePath(id)}/rotate-secret`, { secret });
  const rotated = read(rotatedSourceSecretSchema, answer);
  const made = secret === undefined ? ['', `Secret, shown this once: ${rotated.secret}`] : [];
  const address = before.address.includes('<the secret>')
    ? [`Address to paste: ${withSecret(before.address, rotated.secret)}`]
    : [];
  const line = `${id} has a new secret; the one before it counts too until ${rotated.old_secrets_valid_until}.`;
  return { text: [line, ...made, ...(secret === undefined ? address : [])].join('\n'), data: answer };
}

async function listSources(context: CliContext): Promise<Result> {
  const answer = await context.request('GET', '/v1/sources');
  const rows = read(list, answer).data.map((source): Row => {
    const { enabled, last_received_at, refused, health } = source;
    const last = last_received_at === null ? 'never' : when(last_received_at, context.now());
    return {
      cells: [
        source.id,
        source.title,
        enabled ? stateOf(health) : 'off',
        enabled ? last : '',
        enabled ? String(refused) : '',
      ],
      paint: (cell, column) =>
        enabled ? (column === 2 ? context.paint(healthColours[health], cell) : cell) : context.paint('dim', cell),
    };
  });
  const columns = [
    { title: 'source' },
    { title: 'platform', shrinks: true },
    { title: 'state' },
    { title: 'last event' },
    { title: 'refused' },
  ];
  const hint = '\n\nSwitch one on: npm run crier -- source add <source>';
  return { text: table(columns, rows, context.width) + hint, data: answer };
}

function stateOf(health: Source['health']): string {
  return health === 'ok' ? 'on' : 'refuses';
}

async function addSource(context: CliContext, id: string, options: Typed): Promise<Result> {
  const path = sourcePath(id);
  const before = read(sourceSchema, await context.request('GET', path));
  const said = await readFields(context, sourceFields, options);
  const isAsked = said['secret'] === undefined && before.secret_from !== 'crier';
  // The platform shows its secret only where these steps lead.
  if (isAsked) for (const line of stepsOf(context, before, before.address)) context.note(line);
  const secret = said['secret'] ?? (await askSecret(context, before));
  const answer = await context.request('PATCH', path, { ...said, secret });
  const source = read(sourceSetSchema, answer);
  const made = source.secret === undefined ? [] : ['', `Secret, shown this once: ${source.secret}`];
  const keeps = before.enabled && source.secret === undefined && secret === undefined && before.secret_from === 'crier';
  const kept = `It keeps its secret; another one: npm run crier -- source rotate-secret ${id}`;
  const address = source.secret === undefined ? source.address : withSecret(source.address, source.secret);
  const lines = [
    `${context.paint('green', '✓')} ${source.title} is switched on.`,
    ...made,
    ...(keeps ? [kept] : []),
    ...(isAsked ? [] : stepsOf(context, source, address)),
    `Try it: npm run crier -- source test ${id}`,
  ];
  return { text: lines.join('\n'), data: answer };
}

/** The address, and what to do with it on the platform. */
function stepsOf(context: CliContext, { address: plain, link, setup }: Source, address: string): string[] {
  return [
    '',
    `Address to paste there: ${context.paint('bold', address)}`,
    ...localNote(address),
    `On the platform (${link}):`,
    ...setup.map((step, index) => `  ${index + 1}. ${step.replaceAll(plain, address)}`),
    '',
  ];
}

function withSecret(address: string, secret: string): string {
  return address.replace('<the secret>', encodeURIComponent(secret));
}

/** A platform cannot reach an address that only this machine knows. */
function localNote(address: string): string[] {
  if (!/^https?:\/\/(127\.|localhost|\[::1\]|0\.0\.0\.0)/.test(address)) return [''];
  return [
    'That is this machine alone: put a proxy with HTTPS in front of Crier and set CRIER_PUBLIC_URL to its address.',
    '',
  ];
}

async function askSecret(context: CliContext, source: Source): Promise<string | undefined> {
  if (source.secret_from === 'crier') return undefined;
  return context.readSecret(`${source.secret_name} of ${source.title} (it stays invisible): `);
}

async function showSource(context: CliContext, id: string): Promise<Result> {
  const answer = await context.request('GET', sourcePath(id));
  const source = read(sourceSchema, answer);
  const state = source.enabled ? context.paint('green', 'on') : context.paint('dim', 'off');
  const rows = source.events.map((event) => ({ cells: [event.platform, event.type, event.category] }));
  const columns = [{ title: source.title, shrinks: true }, { title: 'becomes' }, { title: 'category' }];
  const lines = [
    `${source.title}  ${state}`,
    `Address  ${source.address}`,
    `Secret   ${source.secret_name}`,
    `Manual   ${source.link}`,
    ...Object.entries(source.hooks ?? {}).map(([hook, name]) => `Webhook  ${hook}  ${name}`),
    '',
    ...source.setup.map((step, index) => `  ${index + 1}. ${step}`),
    '',
    table(columns, rows, context.width),
    '',
    `Samples: ${source.samples.join(', ') || 'none'}`,
  ];
  return { text: lines.join('\n'), data: answer };
}

async function testSource(context: CliContext, id: string, sample: string | undefined): Promise<Result> {
  const answer = await context.request('POST', `${sourcePath(id)}/test`, { sample });
  const { sample: sent, data } = read(testedSourceSchema, answer);
  const ids = data.map(({ id: event }) => event);
  const lines = ids.map((event) => `  ${event}`);
  const what = data.length === 1 ? 'an event' : `${data.length} events`;
  const text = [
    `${context.paint('green', '✓')} ${id}: ${sent} became ${what}.`,
    ...lines,
    context.isJson ? '' : await whereSamplesAre(context, ids),
  ];
  return { text: text.join('\n'), data: answer };
}

async function removeSource(context: CliContext, id: string): Promise<Result> {
  await context.request('DELETE', sourcePath(id));
  return { text: `${id} is switched off.`, data: { id } };
}
