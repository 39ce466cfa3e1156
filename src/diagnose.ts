import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from './cli/context.ts';
import createDiscordWebhook from './destinations/discord-webhook/index.ts';
import { systemClock } from './lib/clock.ts';
import { ConfigError } from './settings/config-error.ts';
import { loadSettings } from './settings/load-settings.ts';
import { secretKeyFile } from './settings/secret-key.ts';
import type { Settings } from './settings/settings.ts';
import { inspectFile } from './store/sqlite/backup-file.ts';

/** Less free disk than this will soon stop the intake. */
const lowDiskBytes = 500 * 1_048_576;

/** A clock further off than this makes signatures and retries go wrong. */
const worstClockMs = 30_000;

const ok = (what: string): Finding => ({ state: 'ok', what });
const note = (what: string, cure?: string): Finding => ({ state: 'note', what, cure });
const bad = (what: string, cure: string): Finding => ({ state: 'bad', what, cure });

/** Everything that `doctor` looks at; works with and without a running service and changes nothing. */
export async function diagnose(env: NodeJS.ProcessEnv, cwd: string): Promise<Finding[]> {
  const node = Number(process.versions.node.split('.')[0]);
  const findings = [
    node >= 24
      ? ok(`Node ${process.versions.node}`)
      : bad(`Node ${process.versions.node} is too old`, 'Start Crier through npm, which brings Node 24 along.'),
  ];
  const settings = readSettings(env, cwd, findings);
  if (settings === undefined) return findings;
  findings.push(
    ...(await dataFolder(settings)),
    ...secretKey(settings),
    ...database(settings),
    ...(await service(settings)),
    ...(await clock(settings)),
    ...(await webhooks(settings)),
  );
  return findings;
}

function readSettings(env: NodeJS.ProcessEnv, cwd: string, findings: Finding[]): Settings | undefined {
  try {
    const settings = loadSettings({ env, cwd });
    const routes = settings.stores.reduce((count, store) => count + store.routes.length, 0);
    findings.push(ok(`configuration: ${settings.stores.length} store(s), ${routes} route(s) in files and environment`));
    return settings;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const { file, line, what, expected, cure } of error.problems) {
      const place = line === undefined ? file : `${file}:${line}`;
      findings.push(bad(`${place}: ${what}`, [expected && `Expected: ${expected}.`, cure].filter(Boolean).join(' ')));
    }
    return undefined;
  }
}

async function dataFolder({ dataDir }: Settings): Promise<Finding[]> {
  if (!existsSync(dataDir)) return [note(`data folder ${dataDir} is not there yet`, 'The first start makes it.')];
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [bad(`data folder ${dataDir} cannot be written`, 'Give it to the user that runs Crier: chown -R.')];
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const text = `data folder ${dataDir}, ${Math.round(free / 1_048_576)} MiB free`;
  return free < lowDiskBytes ? [bad(text, 'Free some disk: when it is full, no event can be accepted.')] : [ok(text)];
}

function secretKey({ dataDir, secretKey: given }: Settings): Finding[] {
  if (given !== undefined) return [ok('secret key from CRIER_SECRET_KEY')];
  const file = join(dataDir, secretKeyFile);
  if (!existsSync(file)) return [note('no secret key yet', 'The first start makes it.')];
  const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  return isOpen ? [bad(`${file} can be read by others`, `chmod 600 ${file}`)] : [ok(`secret key ${file}`)];
}

function database({ database: { kind, ...rest } }: Settings): Finding[] {
  if (kind !== 'sqlite' || !('path' in rest))
    return [bad('PostgreSQL is not supported yet', 'Set DATABASE_URL=sqlite:data/crier.db.')];
  if (!existsSync(rest.path)) return [note('no database yet', 'The first start makes it.')];
  try {
    const { schema, check } = inspectFile(rest.path);
    return check === 'ok'
      ? [ok(`database ${rest.path}, schema ${schema}, undamaged`)]
      : [bad(`database ${rest.path} is damaged: ${check}`, 'Stop Crier and put a backup in its place.')];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [bad(`database ${rest.path} cannot be read: ${reason}`, 'Check its rights, or put a backup in its place.')];
  }
}

async function service({ host, port }: Settings): Promise<Finding[]> {
  const url = serviceUrl(host, port);
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    const body: unknown = await response.json().catch(() => undefined);
    if (typeof body !== 'object' || body === null || !('lanes' in body)) {
      return [bad(`another program answers at ${url}`, 'Stop it, or set CRIER_PORT to a free port.')];
    }
    return response.ok
      ? [ok(`Crier runs at ${url} and is ready`)]
      : [bad(`Crier runs at ${url}, but is not ready: ${JSON.stringify(body)}`, 'Look into its log.')];
  } catch {
    return [note(`Crier does not run at ${url}`, 'Start it with: npm start')];
  }
}

async function clock({ discord }: Settings): Promise<Finding[]> {
  try {
    const response = await fetch(`${discord.apiBase}/gateway`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(5_000),
      headers: { 'user-agent': 'DiscordBot (https://crier.invalid, 0)' },
    });
    const date = Date.parse(response.headers.get('date') ?? '');
    if (Number.isNaN(date)) return [note('the clock could not be compared with Discord')];
    const offMs = Math.abs(Date.now() - date);
    return offMs > worstClockMs
      ? [
          bad(
            `the clock is ${Math.round(offMs / 1_000)} s off`,
            'Switch time synchronisation on (timedatectl set-ntp true).',
          ),
        ]
      : [ok('the clock agrees with Discord')];
  } catch {
    return [note('Discord cannot be reached from here', 'Check the network, a firewall or a proxy.')];
  }
}

async function webhooks(settings: Settings): Promise<Finding[]> {
  const kind = createDiscordWebhook({
    clock: systemClock,
    random: Math.random,
    version: '0',
    discord: settings.discord,
  });
  const findings: Finding[] = [];
  for (const { store, routes } of settings.stores) {
    for (const { key, settings: given, onUncertain, provisionedBy } of routes) {
      const { settings: accepted, label } = kind.accept(given);
      const draft = {
        id: `${store.id} ${key}`,
        store: store.id,
        kind: kind.kind,
        label,
        settings: accepted,
        state: 'active',
        facts: {},
        onUncertain,
      } as const;
      const result = await kind.check(draft, AbortSignal.timeout(12_000));
      const name = `${store.id === 'main' ? '' : `${store.id} `}${key} (${provisionedBy})`;
      if (result.result === 'ok') findings.push(ok(`webhook ${name}: "${result.facts.name ?? label}"`));
      if (result.result === 'bad')
        findings.push(bad(`webhook ${name}: ${result.reason}`, `Put a working URL at ${provisionedBy}.`));
      if (result.result === 'unknown') findings.push(note(`webhook ${name} could not be asked: ${result.reason}`));
    }
  }
  await kind.close();
  return findings.length === 0
    ? [note('no webhook in files or environment', 'Put DISCORD_WEBHOOK_DEFAULT=… into .env.')]
    : findings;
}

/** Where a service with these settings answers on this machine. */
export function serviceUrl(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
