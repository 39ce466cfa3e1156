import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { statusSchema } from '../contract/status.ts';
import type { AskNeeds } from '../doctor/check-service.ts';
import type { Finding } from '../doctor/finding.ts';
import { fileStamp } from '../lib/file-stamp.ts';
import { localTokenPurpose } from '../lib/local-token.ts';
import { deriveToken } from '../lib/secret-box.ts';
import { serviceUrl } from '../lib/service-url.ts';
import { ConfigError } from '../settings/config-error.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { findSecretKey, secretKeyFile } from '../settings/secret-key.ts';
import type { Settings } from '../settings/settings.ts';
import { type ApiKey, createApi, read } from './api.ts';
import { type CliContext, CliError, type ResetSecrets, type Restore, UsageError } from './context.ts';
import { moveFile } from './move-file.ts';
import { confirm, readInput, readSecret } from './terminal.ts';

/** Tables fit into this where nobody looks, and never need more than it. */
const usualWidth = 100;

/** Options of every command. */
export interface GlobalOptions {
  url?: string;
  key?: string;
  store: string;
  json?: boolean;
}

/** The things that the command line cannot reach by itself. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  cwd: string;
  version: string;
  diagnose(askNeeds: AskNeeds): Promise<Finding[]>;
  /** Copies a database file, also while it is in use. Answers the size of the copy in bytes. */
  backupFile(from: string, to: string): Promise<number>;
  restore(settings: Settings, ...args: Parameters<Restore>): ReturnType<Restore>;
  resetSecrets(settings: Settings, ...args: Parameters<ResetSecrets>): ReturnType<ResetSecrets>;
}

/** The context of one run; settings are read and the service is reached only when something needs them. */
export function createContext(
  options: GlobalOptions,
  { env, cwd, diagnose, backupFile, restore, resetSecrets }: Omit<Surroundings, 'version'>,
): CliContext {
  const isJson = options.json === true;
  const isTerminal = process.stdout.isTTY === true;
  const isColoured = isTerminal && !env['NO_COLOR'];
  let loaded: Settings | undefined;
  const settings = () => {
    loaded ??= loadSettings({ env, cwd });
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
    environment: (name) => env[name],
    now: Date.now,
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    diagnose: () =>
      diagnose(async (store) => {
        const asked = createApi({ url: url(), key: findKey(options, settings), store });
        return read(statusSchema, await asked.request('GET', '/v1/status')).needs;
      }),
    async backupFile(target) {
      const { from, to } = backupPaths(settings(), target);
      return { path: to, bytes: await told(backupFile(from, to)) };
    },
    restore: (...args) => told(restore(settings(), ...args)),
    resetSecrets: (...args) => told(resetSecrets(settings(), ...args)),
    fileExists: existsSync,
    moveFile,
  };
}

/** The answer of what works on the files themselves, whose errors say the cure. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof CliError || cause instanceof ConfigError || !(cause instanceof Error)) throw cause;
    throw new CliError(cause.message, { cause });
  }
}

/** The operator's key, or a token that proves that this user may read the secret key. Never makes one. */
function findKey({ key }: GlobalOptions, settings: () => Settings): ApiKey | undefined {
  if (key !== undefined) return { secret: key, from: '--key' };
  const { apiKey, secretKey, dataDir } = settings();
  if (apiKey !== undefined) return { secret: apiKey, from: 'CRIER_API_KEY' };
  const found = findSecretKey(settings());
  if (found === undefined) return undefined;
  const secret = deriveToken(found, localTokenPurpose);
  return { secret, from: secretKey === undefined ? join(dataDir, secretKeyFile) : 'CRIER_SECRET_KEY' };
}

function backupPaths({ database, dataDir }: Settings, target: string | undefined): { from: string; to: string } {
  if (database.kind !== 'sqlite' || !existsSync(database.path)) {
    throw new CliError('There is no database yet; the first start makes it.');
  }
  const stamp = fileStamp(Date.now());
  return { from: database.path, to: target ?? join(dataDir, `backup-${stamp}.db`) };
}
