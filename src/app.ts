import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { ActionDeps } from './actions/action-deps.ts';
import { checkDestinations } from './actions/check-destinations.ts';
import { createKey } from './actions/create-key.ts';
import { createServer } from './http/server.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { createCertificates } from './lib/certificates.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { newId } from './lib/ids.ts';
import { localTokenPurpose } from './lib/local-token.ts';
import type { Log } from './lib/log.ts';
import { deriveToken } from './lib/secret-box.ts';
import { createSignal } from './lib/signal.ts';
import { loadKinds, loadSources, provisionedSources } from './load-parts.ts';
import type { Live } from './model/live.ts';
import { createAccept } from './pipeline/accept.ts';
import { type BreakDestination, createBreakDestination } from './pipeline/break-destination.ts';
import { Check } from './pipeline/check.ts';
import { Deliver } from './pipeline/deliver.ts';
import { DestinationBook } from './pipeline/destination-book.ts';
import { Directory } from './pipeline/directory.ts';
import { hashKey, KeyRing } from './pipeline/key-ring.ts';
import { logLive } from './pipeline/log-live.ts';
import { provision } from './pipeline/provision.ts';
import { createReceive, openReceipt } from './pipeline/receive.ts';
import { reroute } from './pipeline/reroute.ts';
import { SourceBook } from './pipeline/source-book.ts';
import { WebhookBook } from './pipeline/webhook-book.ts';
import { loadSecretKey } from './settings/secret-key.ts';
import type { Settings } from './settings/settings.ts';
import { loadSamples } from './sources/_samples.ts';
import { openStore } from './store/open-store.ts';
import type { Storage } from './store/storage.ts';

const stopWithinMs = 10_000;

export interface App {
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  url: string;
  /** The first API key, told this once; undefined where there is one already. Secret. */
  firstKey: string | undefined;
  deps: ActionDeps;
  /** Resolves when the webhooks were checked and what waited without a route was looked at. Never rejects. */
  checked: Promise<void>;
  /**
   * Lanes at work, requests and database calls under way; what waits for a time does not count. For tests that own
   * the clock.
   */
  busy(): number;
  /** No new claims; what is in flight is finished and recorded, within 10 s. */
  stop(): Promise<void>;
}

export interface AppOptions {
  log: Log;
  clock?: Clock;
  random?: () => number;
  /** Whether the scheduled jobs run; default true. */
  jobs?: boolean;
}

/**
 * Puts the service together and starts it: the only place where the concrete parts meet.
 *
 * @throws Error with a cure, where something the operator decides is wrong.
 */
export async function startApp(settings: Settings, options: AppOptions): Promise<App> {
  const { log, clock = systemClock, random = Math.random } = options;
  const version = readVersion();
  const secretKey = loadSecretKey(settings);
  const store = await openStore(settings.database);
  const stopping = new AbortController();
  try {
    const live = createSignal<Live>();
    logLive(live, log);
    const directory = new Directory();
    const kinds = await loadKinds(settings, { clock, random, version });
    const book = new DestinationBook({ store, directory, kinds, secretKey, clock });
    const wake = (id: string) => deliver.wake(id);
    const breakDestination: BreakDestination = createBreakDestination({ store, directory, book, clock, live, wake });
    const check = new Check({ kinds, book, clock, signal: stopping.signal, onBad: breakDestination });
    const deliver = new Deliver({
      store,
      directory,
      kinds,
      clock,
      random,
      ensureChecked: (destination) => check.ensureChecked(destination),
      onGone: breakDestination,
      onLimit: async ({ id }, limit) => {
        const destination = directory.destination(id);
        if (destination !== undefined) await book.update(destination, { facts: { ...destination.facts, limit } });
      },
      onAttempt: ({ store: storeId, label, facts }, record, items) => {
        const events = items.map(({ event }) => event.id);
        live.emit({ kind: 'delivery.attempted', store: storeId, label: facts.name ?? label, record, events });
      },
      onError: (destination, error) => log.error({ destination, err: error }, 'lane failed, tries again'),
    });
    const rerouteAll = () => reroute({ store, directory, wake });

    await book.load();
    await provision(settings.stores, { store, directory, book, now: clock.now() });
    const sources = await loadSources();
    const sourceBook = new SourceBook({ store, secretKey, clock });
    await sourceBook.load(provisionedSources(settings, sources));
    const webhooks = new WebhookBook({ store });
    await webhooks.load();
    const keys = new KeyRing();
    keys.setLocalToken(deriveToken(secretKey, localTokenPurpose));
    const deps: ActionDeps = {
      store,
      directory,
      kinds,
      book,
      check,
      sources,
      sourceBook,
      webhooks,
      samples: loadSamples,
      openReceipt: (receipt) => openReceipt(secretKey, receipt),
      keys,
      clock,
      live,
      wake,
      resume: (id) => deliver.resume(id),
      reroute: rerouteAll,
      dataDir: settings.dataDir,
      publicUrl: settings.publicUrl,
      about: { version, startedAt: clock.now() },
    };
    const firstKey = await prepareKeys(settings, deps, store);
    await recallSends(settings, deps, store);

    const accept = createAccept({ store, directory, clock, live, wake });
    const tools = { certificate: createCertificates(() => clock.now()) };
    const server = await createServer({
      ...deps,
      accept,
      receive: createReceive({ sources, book: sourceBook, directory, accept, store, secretKey, clock, tools, live }),
      actorOf: (secret, storeId) => keys.actorOf(secret, storeId, clock.now()),
      intakeLimit: settings.intakeLimit,
      trustProxy: settings.trustProxy,
      probe: () => store.probe(clock.now()),
      lanesRun: () => deliver.isRunning,
      log,
    });
    const http = createHttpServer(server);
    await listen(http, settings);
    await deliver.start();
    const checked = runInBackground(deps, log);
    const stopJobs = options.jobs === false ? async () => {} : await startJobs(deps, log);
    return {
      url: urlOf(http, settings),
      firstKey,
      deps,
      checked,
      busy: () => [...kinds.values()].reduce((sum, kind) => sum + kind.inFlight, deliver.busyLanes + store.underWay()),
      async stop() {
        await stopJobs();
        const closed = closeHttp(http);
        if (!(await deliver.stop(stopWithinMs, clock)))
          log.warn({}, 'stopped before every answer came; what is open is sent again at the next start');
        stopping.abort();
        await closed;
        await checked;
        await store.touchKeys(keys.takeUses());
        await store.setMeta('state', 'stopped');
        await Promise.all([...kinds.values()].map((kind) => kind.close()));
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Loads the keys; answers the first one where the `main` store had none. */
async function prepareKeys(settings: Settings, deps: ActionDeps, store: Storage): Promise<string | undefined> {
  for (const key of await store.listKeys()) deps.keys.put(key);
  const { apiKey } = settings;
  const hash = apiKey === undefined ? undefined : hashKey(apiKey);
  const known = await store.listKeys();
  for (const key of known) {
    if (key.provisionedBy === undefined || key.hash === hash || key.revokedAt !== undefined) continue;
    const now = deps.clock.now();
    await store.revokeKey(key.id, now);
    deps.keys.put({ ...key, revokedAt: now });
  }
  if (apiKey !== undefined && hash !== undefined) {
    if (known.some((key) => key.hash === hash && key.revokedAt === undefined)) return undefined;
    const key = {
      id: newId('key'),
      store: 'main',
      name: 'CRIER_API_KEY',
      prefix: apiKey.slice(0, Math.min(10, Math.floor(apiKey.length / 3))),
      hash,
      scopes: ['admin'] as const,
      createdAt: deps.clock.now(),
      provisionedBy: 'CRIER_API_KEY',
    };
    await store.putKey(key);
    deps.keys.put(key);
    return undefined;
  }
  if (deps.keys.hasActive('main')) return undefined;
  const actor = { name: 'first start', store: 'main', scopes: ['admin'] as const };
  const { secret } = await createKey(deps, actor, { name: 'first key', scopes: ['admin'] });
  return secret;
}

/** What was sent shortly before counts towards Discord's hidden limit; after a crash perhaps one more in each lane. */
async function recallSends(settings: Settings, deps: ActionDeps, store: Storage): Promise<void> {
  const windowMs = settings.discord.channelLimit?.windowMs ?? 0;
  const now = deps.clock.now();
  const hasCrashed = (await store.getMeta('state')) === 'running';
  const unknown = hasCrashed ? (await store.listWaitingLanes()).map((destination) => ({ destination, at: now })) : [];
  for (const { destination: id, at } of [...(await store.listSends(now - windowMs)), ...unknown]) {
    const destination = deps.directory.destination(id);
    const kind = destination && deps.kinds.get(destination.kind);
    if (destination !== undefined) kind?.recall(destination, Math.min(windowMs, Math.max(0, now - at)));
  }
  await store.setMeta('state', 'running');
}

async function runInBackground(deps: ActionDeps, log: Log): Promise<void> {
  try {
    const moved = await deps.reroute();
    if (moved > 0) log.info({ moved }, 'deliveries found a new route');
    for (const label of await checkDestinations(deps))
      log.warn({ destination: label }, 'webhook does not work; see status');
  } catch (error) {
    log.error({ err: error }, 'the check at start failed');
  }
}

async function listen(http: Server, { host, port }: Settings): Promise<void> {
  http.requestTimeout = 30_000;
  http.headersTimeout = 10_000;
  http.listen(port, host);
  try {
    await once(http, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Cannot listen on ${host}:${port}: the port is taken. Stop the other program, or set CRIER_PORT.`,
      );
    }
    if (code === 'EACCES')
      throw new Error(`Cannot listen on port ${port}: not allowed. Set CRIER_PORT to 1024 or more.`);
    if (code === 'EADDRNOTAVAIL')
      throw new Error(`Cannot listen on ${host}: this machine has no such address. Set CRIER_HOST.`);
    throw error;
  }
}

function urlOf(http: Server, { host, port }: Settings): string {
  const address = http.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${actual}`;
}

async function closeHttp(http: Server): Promise<void> {
  const closed = once(http, 'close');
  http.close();
  http.closeIdleConnections();
  // Streams of events never end by themselves.
  const late = setTimeout(() => http.closeAllConnections(), 1_000);
  await closed;
  clearTimeout(late);
}

function readVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return manifest.version;
}
