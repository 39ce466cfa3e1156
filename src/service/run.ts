import { once } from 'node:events';
import type { Log } from '../lib/log.ts';
import { maskSecrets } from '../privacy/mask-secrets.ts';
import { ConfigError } from '../settings/config-error.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { type BannerFacts, banner } from './banner.ts';
import { createLog } from './create-log.ts';
import { type ClaimErrors, guardProcess } from './guard-process.ts';
import { type Output, openOutput } from './output.ts';
import { takeStopRequests } from './stop-requests.ts';

/** The time that something left open after the end, such as a connection, may hold the process. */
const longestEndMs = 500;

export interface RunOptions {
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Starts everything. Where that fails or `signal` aborts, it has stopped again what ran before it rejects. */
  start(
    settings: Settings,
    options: { log: Log; signal: AbortSignal; onFailure(error: unknown): void; claimErrors: ClaimErrors },
  ): Promise<BannerFacts & { stop(): Promise<void> }>;
}

/**
 * The life of the process: settings, start, and the stop that SIGTERM, SIGINT or a failure asks for. It ends with 0
 * where it was asked to, else with 1, whatever may be left open; never does a part of the service live on alone.
 *
 * These end it: a start that fails, told on standard error with its cure; a database that is lost; an error that
 * nobody caught, unless it is one of discord.js. Output that cannot be written does not: it is dropped and counted.
 * Everything else is logged and tried again by who met it: lanes after a second, the end of a pause and the check at
 * start after a minute, the bot's connection with growing waits, a job at its next time.
 */
export async function run({ env, cwd, start }: RunOptions): Promise<void> {
  // All files, the database above all, are for this user alone.
  process.umask(0o077);
  const [out, err] = [openOutput(process.stdout), openOutput(process.stderr)];
  try {
    const settings = loadSettings({ env, cwd });
    const log = createLog({ level: settings.logLevel, format: settings.logFormat, to: out });
    for (const { what, cure } of settings.warnings) log.warn({}, `${what}. ${cure}`);
    end(await serve(settings, { log, out, start }));
  } catch (error) {
    err.write(`\n${maskSecrets(explain(error))}\n\n`);
    end(1);
  }
}

/** Starts, waits for whatever asks for a stop, stops. Answers the exit code. */
async function serve(
  settings: Settings,
  { log, out, start }: Pick<RunOptions, 'start'> & { log: Log; out: Output },
): Promise<0 | 1> {
  const requests = takeStopRequests(log);
  const { signal } = requests;
  const { claimErrors } = guardProcess(requests.fail);
  try {
    const app = await start(settings, { log, signal, onFailure: requests.fail, claimErrors });
    out.write(banner(app, settings, process.stdout.isTTY === true));
    if (!signal.aborted) await once(signal, 'abort');
    await app.stop();
  } catch (error) {
    // A stop that was asked for during the start is no failure.
    if (error !== signal.reason) throw error;
  }
  log.info({}, 'stopped');
  return requests.code;
}

/** Lets the process end by itself, so that all output arrives, and ends it where something holds it. */
function end(code: 0 | 1): void {
  process.exitCode = code;
  setTimeout(() => process.exit(code), longestEndMs).unref();
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return `Crier could not start.\n  ${error.message}`;
}
