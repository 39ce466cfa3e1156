import { Command, CommanderError, Help } from 'commander';
import { loadFolder } from '../lib/load-folder.ts';
import { maskSecrets } from '../privacy/mask-secrets.ts';
import { ConfigError } from '../settings/config-error.ts';
import { type CliCommand, type CliContext, CliError, type Result, UsageError } from './context.ts';
import { createContext, type GlobalOptions, type Surroundings } from './create-context.ts';
import { groups, inOrder } from './examples.ts';

/**
 * The command line: reads the arguments, runs the command, prints what it answers. The exit code of the process: 0
 * done, 1 failed, 2 called wrongly.
 *
 * @param argv as Node gives it: the program's own two words first.
 * @throws Error that names a file of src/cli/commands of the wrong shape.
 */
export async function runProgram(argv: readonly string[], surroundings: Surroundings): Promise<void> {
  // "crier deliveries | head" closes the pipe early, which is no failure.
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`The output cannot be written (${error.code ?? error.message}).\n`);
    process.exit(1);
  });
  const program = createProgram(surroundings.version);
  const commands = await loadFolder(new URL('./commands/', import.meta.url), isCommand, 'a command');
  for (const { value } of commands) {
    value.declare(program, (action) => async (...args) => {
      const context = createContext(program.opts<GlobalOptions>(), surroundings);
      const result = await action(context, ...args);
      if (result !== undefined) print(context, result);
    });
  }
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = explain(error);
  }
}

function createProgram(version: string): Command {
  return new Command('crier')
    .description("Crier tells a store's events on Discord. These commands talk to the running service.")
    .option('--url <url>', 'where the service answers; default: as the settings say')
    .option('--key <key>', 'API key; default: CRIER_API_KEY, or the secret key in the data folder')
    .option('--store <id>', 'which store, without an API key', 'main')
    .option('--json', 'print JSON, for scripts: npm run -s crier -- …')
    .version(version, '--version', 'print the version')
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
}

function isCommand(value: unknown): value is CliCommand {
  return typeof value === 'object' && value !== null && 'declare' in value && typeof value.declare === 'function';
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
