import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { Command, CommanderError } from 'commander';
import { createApi } from './cli/api.ts';
import { type CliCommand, type CliContext, CliError, type Result } from './cli/context.ts';
import { diagnose, serviceUrl } from './diagnose.ts';
import { loadFolder } from './lib/load-folder.ts';
import { localTokenPurpose } from './lib/local-token.ts';
import { maskSecrets } from './lib/mask.ts';
import { deriveToken } from './lib/secret-box.ts';
import { ConfigError } from './settings/config-error.ts';
import { loadSettings } from './settings/load-settings.ts';
import { loadSecretKey, secretKeyFile } from './settings/secret-key.ts';
import type { Settings } from './settings/settings.ts';
import { backupFile } from './store/sqlite/backup-file.ts';

// The command line `crier`. Exit codes: 0 done, 1 failed, 2 called wrongly.

interface GlobalOptions {
  url?: string;
  key?: string;
  store: string;
  json?: boolean;
}

const program = new Command('crier')
  .description("Tells a store's events on Discord. Every command talks to the running service.")
  .option('--url <url>', 'where the service answers; default: from the settings')
  .option('--key <key>', 'API key; default: CRIER_API_KEY, or the right of whoever may read the secret key')
  .option('--store <id>', 'which store', 'main')
  .option('--json', 'print JSON, for scripts')
  .showSuggestionAfterError()
  .exitOverride();

const isCommand = (value: unknown): value is CliCommand =>
  typeof value === 'object' && value !== null && 'declare' in value && typeof value.declare === 'function';

for (const { value } of await loadFolder(new URL('./cli/commands/', import.meta.url), isCommand, 'a command')) {
  value.declare(program, (action) => async (...args) => {
    const context = createContext(program.opts<GlobalOptions>());
    const result = await action(context, ...args);
    if (result !== undefined) print(context, result);
  });
}
inheritGlobals(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** `--json` and the like may stand behind a command as well. */
function inheritGlobals(parent: Command): void {
  for (const command of parent.commands) {
    command.exitOverride().showSuggestionAfterError().option('--json', 'print JSON, for scripts');
    command.hook('preAction', (_this, action) => {
      if (action.opts()['json'] === true) program.setOptionValue('json', true);
    });
    inheritGlobals(command);
  }
}

function createContext(options: GlobalOptions): CliContext {
  const isJson = options.json === true;
  const isTerminal = process.stdout.isTTY === true;
  const isColoured = isTerminal && process.env['NO_COLOR'] === undefined;
  let settings: Settings | undefined;
  const known = () => {
    settings ??= loadSettings({ env: process.env, cwd: process.cwd() });
    return settings;
  };
  let api: ReturnType<typeof createApi> | undefined;
  const connect = () => {
    const url = options.url ?? serviceUrl(known().host, known().port);
    api ??= createApi({ url: url.replace(/\/$/, ''), key: options.key ?? findKey(known()), store: options.store });
    return api;
  };
  return {
    isJson,
    isTerminal,
    say: (line) => {
      if (!isJson) process.stdout.write(`${line}\n`);
    },
    sayJson: (value) => process.stdout.write(`${JSON.stringify(value)}\n`),
    paint: (colour, text) => (isColoured ? styleText(colour, text) : text),
    request: (...args) => connect().request(...args),
    stream: (...args) => connect().stream(...args),
    confirm,
    readInput: async (file) => (file === '-' ? readStdin() : readFile(file, 'utf8').catch(noFile)),
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    diagnose: () => diagnose(process.env, process.cwd()),
    backupFile: async (target) => {
      const { database, dataDir } = known();
      if (database.kind !== 'sqlite' || !existsSync(database.path)) {
        throw new CliError('There is no database yet; the first start makes it.');
      }
      const stamp = new Date().toISOString().replace(/[:.]/g, '-');
      const path = target ?? join(dataDir, `backup-${stamp}.db`);
      return { path, bytes: await backupFile(database.path, path) };
    },
  };
}

/** The operator's key, or a token that proves that this user may read the secret key. Never makes one. */
function findKey(settings: Settings): string | undefined {
  if (settings.apiKey !== undefined) return settings.apiKey;
  const isThere = settings.secretKey !== undefined || existsSync(join(settings.dataDir, secretKeyFile));
  return isThere ? deriveToken(loadSecretKey(settings), localTokenPurpose) : undefined;
}

function print(context: CliContext, { text, data, code }: Result): void {
  if (context.isJson) context.sayJson(data);
  else context.say(text);
  if (code !== undefined) process.exitCode = code;
}

async function confirm(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true) return false;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question(`${question} [y/N] `);
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function noFile(cause: unknown): never {
  throw new CliError(`The file cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
}

/** Tells a failure; answers the exit code. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const isKnown = error instanceof CliError || error instanceof ConfigError;
  const text = isKnown ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${maskSecrets(text)}\n`);
  return 1;
}
