import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Finding } from './cli/context.ts';
import { count } from './cli/format.ts';
import { serviceUrl } from './cli/service-url.ts';
import createDiscordChannel from './destinations/discord-channel/index.ts';
import createDiscordWebhook from './destinations/discord-webhook/index.ts';
import { systemClock } from './lib/clock.ts';
import type { Destination } from './model/destination.ts';
import type { DestinationKind } from './model/destination-kind.ts';
import { ConfigError, placeOf } from './settings/config-error.ts';
import { loadSettings } from './settings/load-settings.ts';
import { loadSecretKey, secretKeyFile } from './settings/secret-key.ts';
import type { ProvisionedRoute, Settings } from './settings/settings.ts';
import { inspectFile } from './store/sqlite/backup-file.ts';

/** Less free disk than this will soon stop the intake. */
const lowDiskBytes = 500 * 1_048_576;

/** A clock further off than this makes signatures and retries go wrong. */
const worstClockMs = 30_000;

const patienceMs = 5_000;

const ok = (what: string): Finding => ({ state: 'ok', what });
const note = (what: string, cure?: string): Finding => ({ state: 'note', what, cure });
const bad = (what: string, cure: string): Finding => ({ state: 'bad', what, cure });

/** Everything that `doctor` looks at; works with and without a running service and changes nothing. */
export async function diagnose(env: NodeJS.ProcessEnv, cwd: string): Promise<Finding[]> {
  const major = Number(process.versions.node.split('.')[0]);
  const node = `Node ${process.versions.node}`;
  const first =
    major >= 24 ? ok(node) : bad(`${node} is too old`, 'Start Crier through npm, which brings Node 24 along.');
  let settings: Settings;
  try {
    settings = loadSettings({ env, cwd });
  } catch (error) {
    return [first, ...problemsOf(error)];
  }
  const routes = settings.stores.reduce((sum, store) => sum + store.routes.length, 0);
  const checks = await Promise.all([
    dataFolder(settings),
    secretKey(settings),
    database(settings),
    service(settings),
    discordClock(settings),
    webhooks(settings),
  ]);
  const configuration = `configuration: ${count(settings.stores.length, 'store')}, ${count(routes, 'route')} in files and environment`;
  return [first, ok(configuration), ...checks.flat()];
}

function problemsOf(error: unknown): Finding[] {
  if (!(error instanceof ConfigError)) throw error;
  return error.problems.map((problem) =>
    bad(`${placeOf(problem)}: ${problem.what}`, `Expected: ${problem.expected}. ${problem.cure}`),
  );
}

async function dataFolder({ dataDir }: Settings): Promise<Finding[]> {
  let folder = dataDir;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  const isThere = folder === dataDir;
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    const what = isThere ? `data folder ${dataDir} cannot be written` : `data folder ${dataDir} cannot be made`;
    return [bad(what, `Give ${folder} to the user that runs Crier (chown).`)];
  }
  if (!isThere) return [note(`data folder ${dataDir} is not there yet`, 'The first start makes it.')];
  const { bavail, bsize } = await statfs(dataDir);
  const text = `data folder ${dataDir}, ${Math.floor((bavail * bsize) / 1_048_576)} MiB free`;
  if (bavail * bsize >= lowDiskBytes) return [ok(text)];
  return [bad(text, 'Free some disk: when it is full, no event can be accepted.')];
}

async function secretKey(settings: Settings): Promise<Finding[]> {
  if (settings.secretKey !== undefined) return [ok('secret key from CRIER_SECRET_KEY')];
  const file = join(settings.dataDir, secretKeyFile);
  if (!existsSync(file)) return [note('no secret key yet', 'The first start makes it.')];
  try {
    loadSecretKey(settings);
    return [ok(`secret key ${file}`)];
  } catch (error) {
    return problemsOf(error);
  }
}

async function database({ database: used }: Settings): Promise<Finding[]> {
  if (used.kind !== 'sqlite') return [note('the database is PostgreSQL; the service checks it when it starts')];
  const { path } = used;
  if (!existsSync(path)) return [note('no database yet', 'The first start makes it.')];
  try {
    const { schema, newest, check } = inspectFile(path);
    if (check !== 'ok') {
      return [bad(`database ${path} is damaged: ${check}`, 'Stop Crier and put a backup in its place.')];
    }
    if (schema > newest) {
      const what = `database ${path} has schema ${schema}, this Crier knows up to ${newest}`;
      return [bad(what, 'It was written by a newer Crier: start that one, or restore an older backup.')];
    }
    return [ok(`database ${path}, schema ${schema} of ${newest}, undamaged`)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [bad(`database ${path} cannot be read: ${reason}`, 'Check its rights, or put a backup in its place.')];
  }
}

async function service({ host, port }: Settings): Promise<Finding[]> {
  const url = serviceUrl({ host, port });
  const taken = bad(`another program answers at ${url}`, 'Stop it, or set CRIER_PORT to a free port.');
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(patienceMs) });
    const body: unknown = await response.json().catch(() => undefined);
    if (typeof body !== 'object' || body === null || !('lanes' in body)) return [taken];
    if (!response.ok) {
      return [bad(`Crier runs at ${url}, but is not ready: ${JSON.stringify(body)}`, 'Its log says why.')];
    }
    return [ok(`Crier runs at ${url} and is ready`), ...clock(response, 'the service')];
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return [taken];
    return [await freePort(host, port)];
  }
}

/** Nobody answered: whether the port could be had. */
async function freePort(host: string, port: number): Promise<Finding> {
  const server = createServer();
  const code = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
  const place = `${host}:${port}`;
  if (code === undefined) return note(`Crier does not run; ${place} is free`, 'Start it with: npm start');
  if (code === 'EADDRINUSE') return bad(`another program has ${place}`, 'Stop it, or set CRIER_PORT to a free port.');
  if (code === 'EACCES') return bad(`port ${port} is not allowed to this user`, 'Set CRIER_PORT to 1024 or more.');
  return bad(`${host} is no address of this machine (${code})`, 'Set CRIER_HOST to 127.0.0.1 or 0.0.0.0.');
}

async function discordClock({ discord }: Settings): Promise<Finding[]> {
  try {
    const response = await fetch(`${discord.apiBase}/gateway`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(patienceMs),
      headers: { 'user-agent': 'DiscordBot (https://crier.invalid, 0)' },
    });
    return clock(response, 'Discord');
  } catch {
    return [note('Discord cannot be reached from here', 'Check the network, a firewall or a proxy.')];
  }
}

function clock(response: Response, whose: string): Finding[] {
  const date = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(date)) return [note(`the clock could not be compared with that of ${whose}`)];
  const offMs = Math.abs(Date.now() - date);
  if (offMs <= worstClockMs) return [ok(`the clock agrees with that of ${whose}`)];
  const what = `the clock is ${Math.round(offMs / 1_000)} s off that of ${whose}`;
  return [bad(what, 'Switch time synchronisation on: timedatectl set-ntp true')];
}

async function webhooks({ discord, bot, endpoints, stores }: Settings): Promise<Finding[]> {
  const all = stores.flatMap(({ store, routes }) => routes.map((route) => ({ store: store.id, route })));
  if (all.length === 0) {
    return [note('no webhook in files or environment', 'Put DISCORD_WEBHOOK_DEFAULT=… into .env.')];
  }
  const deps = { clock: systemClock, random: Math.random, version: '0', endpoints };
  const made = [createDiscordWebhook, createDiscordChannel].map(
    (create): DestinationKind => create({ ...deps, discord: { ...discord, botToken: bot.token } }),
  );
  try {
    return await Promise.all(
      all.flatMap(({ store, route }) => {
        const kind = made.find((one) => one.kind === route.kind);
        return kind === undefined ? [] : [target(kind, store, route)];
      }),
    );
  } finally {
    await Promise.all(made.map((kind) => kind.close()));
  }
}

async function target(kind: DestinationKind, store: string, route: ProvisionedRoute): Promise<Finding> {
  const { key, settings: given, onUncertain, provisionedBy } = route;
  const isWebhook = kind.kind === 'discord-webhook';
  const name = `${isWebhook ? 'webhook' : 'channel'} ${store === 'main' ? '' : `${store} `}${key} (${provisionedBy})`;
  const obstacle = kind.obstacle?.();
  if (obstacle !== undefined) return bad(`${name} waits: ${obstacle}`, 'Until then its events wait; nothing is lost.');
  const { settings, label } = kind.accept(given);
  const id = `${store} ${key}`;
  const draft: Destination = { id, store, kind: kind.kind, label, settings, state: 'active', facts: {}, onUncertain };
  const result = await kind.check?.(draft, AbortSignal.timeout(2 * patienceMs));
  if (result === undefined) return note(`${name} cannot be asked`);
  if (result.result === 'ok') return ok(`${name}: "${result.facts.name ?? label}" takes messages`);
  const cure = isWebhook ? 'Put a working URL there' : 'Mend it in Discord, or put the id of another channel there';
  if (result.result === 'bad') return bad(`${name}: ${result.reason}`, `${cure} (${provisionedBy}).`);
  return note(`${name} could not be asked: ${result.reason}`);
}
