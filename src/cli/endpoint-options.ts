import { type Command, Option } from 'commander';
import { signatureForms } from '../model/endpoint.ts';
import { severities } from '../model/event.ts';
import { retryPresetNames } from '../model/retry-presets.ts';
import { type CliContext, UsageError } from './context.ts';
import { collectWords } from './examples.ts';

export interface EndpointOptions {
  name?: string;
  events?: string[];
  application?: string[];
  minSeverity?: string;
  signature?: string;
  secretEnv?: string;
  basicEnv?: string;
  bearerEnv?: string;
  headers?: string;
  body?: string;
  retry?: string;
  concurrency?: string;
  keepFailed?: string;
}

/** Declares what can be said of an endpoint. */
export function endpointOptions(command: Command): Command {
  return command
    .option('--name <name>', 'what it is called; default: its host')
    .option(
      '--events <events>',
      'what it wants: types, patterns, categories; may be repeated; default: *',
      collectWords,
    )
    .option('--application <name>', 'only what this application sent; may be repeated', collectWords)
    .addOption(new Option('--min-severity <severity>', 'only what is at least that').choices([...severities, 'none']))
    .addOption(new Option('--signature <form>', 'how requests are signed').choices(signatureForms))
    .option('--secret-env <variable>', 'take the signing secret from this variable; default: one is made up')
    .option('--basic-env <variable>', 'log in with HTTP Basic; the variable holds user:password')
    .option('--bearer-env <variable>', 'log in with a bearer token from this variable')
    .option(
      '--headers <json>',
      'extra headers as a JSON object, or the name of a file with it, or - for standard input',
    )
    .option('--body <file>', 'template of the body, JSON with {{ tags }}; - is standard input, "none" the usual body')
    .option('--retry <schedule>', `${retryPresetNames.join(', ')}, or delays such as 5s,5m,1h`)
    .option('--concurrency <number>', 'requests at once')
    .option('--keep-failed <duration>', 'how long dead letters are kept, such as 24h');
}

/** The options as the API takes them; what was not said is left out. @throws UsageError for what cannot be read. */
export async function toEndpoint(context: CliContext, options: EndpointOptions): Promise<Record<string, unknown>> {
  const secret = fromVariable(context, options.secretEnv);
  const basic = fromVariable(context, options.basicEnv);
  const said = {
    name: options.name,
    events: options.events,
    applications: options.application,
    min_severity: options.minSeverity === 'none' ? null : options.minSeverity,
    signature: options.signature,
    secret,
    basic: basic === undefined ? undefined : toBasic(basic, options.basicEnv ?? ''),
    bearer: fromVariable(context, options.bearerEnv),
    headers: options.headers === undefined ? undefined : await readHeaders(context, options.headers),
    body: options.body === 'none' ? null : options.body && (await context.readInput(options.body)),
    retry: options.retry === undefined ? undefined : toRetry(options.retry),
    concurrency: options.concurrency === undefined ? undefined : toNumber(options.concurrency),
    keep_failed: options.keepFailed,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function fromVariable(context: CliContext, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const value = context.environment(name);
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`The variable ${name} is not set here.`);
}

function toBasic(text: string, variable: string): { username: string; password: string } {
  const at = text.indexOf(':');
  if (at < 0) throw new UsageError(`The variable ${variable} holds no user:password.`);
  return { username: text.slice(0, at), password: text.slice(at + 1) };
}

async function readHeaders(context: CliContext, given: string): Promise<unknown> {
  const text = given.trimStart().startsWith('{') ? given : await context.readInput(given);
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('--headers takes a JSON object, such as \'{"X-Api-Key":"…"}\', or a file with one.');
  }
}

function toRetry(text: string): string | string[] {
  if (retryPresetNames.some((name) => name === text)) return text;
  return text.split(/[\s,]+/).filter((delay) => delay !== '');
}

function toNumber(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is not a whole number.`);
}
