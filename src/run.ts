import { startApp } from './app.ts';
import { banner } from './banner.ts';
import { maskSecrets } from './privacy/mask-secrets.ts';
import { createLog } from './service/create-log.ts';
import { ConfigError } from './settings/config-error.ts';
import { loadSettings } from './settings/load-settings.ts';

/** Settings → app → start; stops gracefully on SIGTERM and SIGINT. Ends the process with 1 where it cannot start. */
export async function run(): Promise<void> {
  // Whatever is written, the database above all, is for this user alone.
  process.umask(0o077);
  try {
    const settings = loadSettings({ env: process.env, cwd: process.cwd() });
    const log = createLog({ level: settings.logLevel, format: settings.logFormat, to: process.stdout });
    const app = await startApp(settings, { log });
    process.stdout.write(banner(app, settings));
    let isStopping = false;
    const stop = async (signal: string) => {
      if (isStopping) process.exit(1);
      isStopping = true;
      log.info({ signal }, 'stopping: what is in flight is finished first');
      await app.stop();
      log.info({}, 'stopped');
      process.exit(0);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  } catch (error) {
    process.stderr.write(`\n${maskSecrets(explain(error))}\n\n`);
    process.exitCode = 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return `Crier could not start.\n  ${error.message}`;
}
