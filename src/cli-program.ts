import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { Command, CommanderError, Help } from 'commander';
import { type ApiKey, createApi } from './cli/api.ts';
import { type CliCommand, type CliContext, CliError, type Result, UsageError } from './cli/context.ts';
import { groups, inOrder } from './cli/examples.ts';
import { moveFile } from './cli/move-file.ts';
import { serviceUrl } from './cli/service-url.ts';
import { confirm, readInput, readSecret } from './cli/terminal.ts';
import { loadFolder } from './lib/load-folder.ts';
import { localTokenPurpose } from './lib/local-token.ts';
import { deriveToken } from './lib/secret-box.ts';
import { maskSecrets } from './privacy/mask-secrets.ts';
import { ConfigError } from './settings/config-error.ts';
import { loadSettings } from './settings/load-settings.ts';
import { loadSecretKey, secretKeyFile } from './settings/secret-key.ts';
import type { Settings } from './settings/settings.ts';

// The command line itself. Exit codes: 0 done, 1 failed, 2 called wrongly.

/** Tables fit into this where nobody looks, and never need more than it. */
const usualWidth = 100;

interface GlobalOptions {
  url?: string;
  key?: string;
  store: string;
  json?: boolean;
}

// "crier deliveries | head" closes the pipe early, which is no failure.
process.stdout.on('error', (error) => {
  process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1);
});

const program = new Command('crier')
  .description("Crier tells a store's events on Discord. These commands talk to the running service.")
  .option('--url <url>', 'where the service answers; default: as the settings say')
  .option('--key <key>', 'API key; default: CRIER_API_KEY, or the secret key in the data folder')
  .option('--store <id>', 'which store, without an API key', 'main')
  .option('--json', 'print JSON, for scripts: npm run -s crier -- …')
  .version(readVersion(), '--version', 'print the version')
  .helpOption('-h, --help', 'print this help')
  .addHelpCommand(
    new Command('help').argument('[command]').description('print it for a command').helpGroup(groups.help),
  )
  .configureHelp({
    showGlobalOptions: true,
    groupItems: (...items) => inOrder(new Help().groupItems(...items)),
  })
  .addHelpText('after', '\nExamples:\n  npm run crier -- status\n  npm run crier -- sample gift.sent')
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

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

function createContext(options: GlobalOptions): CliContext {
  const isJson = options.json === true;
  const isTerminal = process.stdout.isTTY === true;
  const isColoured = isTerminal && !process.env['NO_COLOR'];
  let loaded: Settings | undefined;
  const settings = () => {
    loaded ??= loadSettings({ env: process.env, cwd: process.cwd() });
    return loaded;
  };
  const url = () => {
    if (options.url === undefined) return serviceUrl(settings());
    if (/^https?:\/\//.test(options.url) && URL.canParse(options.url)) return options.url.replace(/\/+$/, '');
    throw new UsageError(`--url ${options.url}: expected a URL such as http://127.0.0.1:8787.`);
  };
  let api: ReturnType<typeof createApi> | undefined;
  const connect = () => {
    api ??= createApi({ url: url(), key: findKey(options, settings), store: options.store });
    return api;
  };
  return {
    isJson,
    width: isTerminal ? Math.max(usualWidth, process.stdout.columns) : usualWidth,
    say: (line) => {
      if (!isJson) process.stdout.write(`${line}\n`);
    },
    note: (line) => {
      if (!isJson) process.stderr.write(`${line}\n`);
    },
    sayJson: (value) => process.stdout.write(`${JSON.stringify(value)}\n`),
    paint: (colour, text) => (isColoured ? styleText(colour, text, { validateStream: false }) : text),
    serviceUrl: url,
    request: (...args) => connect().request(...args),
    stream: (...args) => connect().stream(...args),
    confirm,
    readInput,
    readSecret,
    environment: (name) => process.env[name],
    now: Date.now,
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    diagnose: async () => (await import('./diagnose.ts')).diagnose(process.env, process.cwd()),
    backupFile: (target) => copyDatabase(settings(), target),
    fileExists: existsSync,
    moveFile,
  };
}

/** The operator's key, or a token that proves that this user may read the secret key. Never makes one. */
function findKey({ key }: GlobalOptions, settings: () => Settings): ApiKey | undefined {
  if (key !== undefined) return { secret: key, from: '--key' };
  const { apiKey, secretKey, dataDir } = settings();
  if (apiKey !== undefined) return { secret: apiKey, from: 'CRIER_API_KEY' };
  const file = join(dataDir, secretKeyFile);
  if (secretKey === undefined && !existsSync(file)) return undefined;
  const secret = deriveToken(loadSecretKey(settings()), localTokenPurpose);
  return { secret, from: secretKey === undefined ? file : 'CRIER_SECRET_KEY' };
}

async function copyDatabase({ database, dataDir }: Settings, target: string | undefined) {
  if (database.kind !== 'sqlite' || !existsSync(database.path)) {
    throw new CliError('There is no database yet; the first start makes it.');
  }
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const path = target ?? join(dataDir, `backup-${stamp}.db`);
  const { backupFile } = await import('./store/sqlite/backup-file.ts');
  return { path, bytes: await backupFile(database.path, path) };
}

function print(context: CliContext, { text, data, code }: Result): void {
  if (context.isJson) context.sayJson(data);
  else if (text !== '') context.say(text);
  if (code !== undefined) process.exitCode = code;
}

/** Tells a failure; answers the exit code. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const isKnown = error instanceof CliError || error instanceof ConfigError;
  const text = isKnown ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${maskSecrets(text)}\n`);
  return error instanceof UsageError ? 2 : 1;
}

function readVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return manifest.version;
}
