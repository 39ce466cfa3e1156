import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type ActionDeps, type Actions, createActions } from './actions/create-actions.ts';
import type { Bot, BotDeps } from './bot/bot.ts';
import { digestMessage } from './discord/stats-message.ts';
import { createServer } from './http/server.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { AttemptLimiter } from './lib/attempt-limiter.ts';
import { createCertificates } from './lib/certificates.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { localTokenPurpose } from './lib/local-token.ts';
import type { Log } from './lib/log.ts';
import { deriveToken } from './lib/secret-box.ts';
import { createSignal } from './lib/signal.ts';
import { closeHttp, listen, urlOf } from './listen.ts';
import { loadKinds, loadSources, provisionedGuilds, provisionedSources } from './load-parts.ts';
import type { Activity } from './model/activity.ts';
import { destinationName } from './model/destination-name.ts';
import { createAccept } from './pipeline/accept.ts';
import { type BreakDestination, createBreakDestination } from './pipeline/care/broken.ts';
import { Check } from './pipeline/care/check.ts';
import { createWatchFailing } from './pipeline/care/failing.ts';
import { Pauses } from './pipeline/care/pauses.ts';
import { Deliver } from './pipeline/deliver.ts';
import { logActivity } from './pipeline/log-live.ts';
import { createReceive, openReceipt } from './pipeline/receive/receive.ts';
import { reroute } from './pipeline/reroute.ts';
import { prepareKeys } from './prepare-keys.ts';
import { ApiKeyRegistry } from './registry/api-key-registry.ts';
import { DestinationRegistry } from './registry/destination-registry.ts';
import { Directory } from './registry/directory.ts';
import { GuildRegistry } from './registry/guild-registry.ts';
import { provision } from './registry/provision.ts';
import { SourceRegistry } from './registry/source-registry.ts';
import { WebhookRegistry } from './registry/webhook-registry.ts';
import { loadRequests } from './samples/requests.ts';
import { loadSecretKey } from './settings/secret-key.ts';
import type { Settings } from './settings/settings.ts';
import { openStore } from './store/open-store.ts';
import type { Storage } from './store/storage.ts';

const stopWithinMs = 10_000;

/** Codes that link a Discord server: nobody guesses one of 40 bits with these, and nobody mistypes more often. */
const wrongCodes = { count: 5, windowMs: 10 * 60_000 };

export interface App {
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  url: string;
  /** The first API key, told this once; undefined where there is one already. Secret. */
  firstKey: string | undefined;
  deps: ActionDeps;
  actions: Actions;
  /** Undefined where no token is set. */
  bot: Bot | undefined;
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
    const live = createSignal<Activity>();
    logActivity(live, log);
    const directory = new Directory();
    const kinds = await loadKinds(settings, { clock, random, version });
    const book = new DestinationRegistry({ store, directory, kinds, secretKey, clock });
    const wake = (id: string) => deliver.wake(id);
    const breakDestination: BreakDestination = createBreakDestination({ store, directory, book, clock, live, wake });
    const pauses = new Pauses({
      directory,
      book,
      clock,
      live,
      resume: (id) => deliver.resume(id),
      onError: (destination, error) =>
        log.error({ destination, err: error }, 'a pause could not be ended, tries again'),
    });
    const watchFailing = createWatchFailing({ kinds, directory, book, pauses, store, clock, live, wake });
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
      onAttempt: (destination, record, items) => {
        const events = items.map(({ event }) => event.id);
        const label = destinationName(destination);
        live.emit({ kind: 'delivery.attempted', store: destination.store, label, record, events });
        watchFailing(destination.id, record.outcome).catch((error: unknown) =>
          log.error({ destination: destination.id, err: error }, 'whether it fails could not be noted'),
        );
      },
      onError: (destination, error) => log.error({ destination, err: error }, 'lane failed, tries again'),
    });
    const rerouteAll = () => reroute({ store, directory, wake });

    await book.load();
    await provision(settings.stores, { store, directory, book, now: clock.now() });
    const sources = await loadSources();
    const sourceRegistry = new SourceRegistry({ store, secretKey, clock });
    await sourceRegistry.load(provisionedSources(settings, sources));
    const webhooks = new WebhookRegistry({ store });
    await webhooks.load();
    const guilds = new GuildRegistry({ store, directory, clock });
    await guilds.load(provisionedGuilds(settings));
    const keys = new ApiKeyRegistry();
    keys.setLocalToken(deriveToken(secretKey, localTokenPurpose));
    let bot: Bot | undefined;
    const accept = createAccept({ store, directory, clock, live, wake });
    const tools = { certificate: createCertificates(() => clock.now()) };
    const deps: ActionDeps = {
      store,
      accept,
      receive: createReceive({
        sources,
        book: sourceRegistry,
        directory,
        accept,
        store,
        secretKey,
        clock,
        tools,
        live,
      }),
      directory,
      kinds,
      book,
      check,
      sources,
      sourceRegistry,
      webhooks,
      guilds,
      linkAttempts: new AttemptLimiter(clock, wrongCodes),
      pauses,
      samples: loadRequests,
      openReceipt: (receipt) => openReceipt(secretKey, receipt),
      keys,
      clock,
      live,
      wake,
      resume: (id) => deliver.resume(id),
      reroute: rerouteAll,
      dataDir: settings.dataDir,
      presentDigest: digestMessage,
      about: { version, startedAt: clock.now() },
      botState: () => bot?.state,
    };
    const firstKey = await prepareKeys(settings, deps, store);
    await recallSends(settings, deps, store);

    const actions = createActions(deps);
    const server = await createServer({
      actions,
      clock,
      version,
      publicUrl: settings.publicUrl,
      intakeLimit: settings.intakeLimit,
      trustProxy: settings.trustProxy,
      probe: () => store.probe(clock.now()),
      lanesRun: () => deliver.isRunning,
      log,
    });
    const http = createHttpServer(server);
    await listen(http, settings);
    await deliver.start();
    pauses.start();
    const checked = runInBackground(deps, actions, log);
    bot = await startBotIfWanted(settings, { actions, clock }, log);
    const stopJobs = options.jobs === false ? async () => {} : await startJobs(actions, log);
    return {
      url: urlOf(http, settings),
      firstKey,
      deps,
      actions,
      checked,
      busy: () => [...kinds.values()].reduce((sum, kind) => sum + kind.inFlight, deliver.busyLanes + store.underWay()),
      bot,
      async stop() {
        await stopJobs();
        await bot?.stop();
        const closed = closeHttp(http);
        if (!(await deliver.stop(stopWithinMs, clock)))
          log.warn({}, 'stopped before every answer came; what is open is sent again at the next start');
        stopping.abort();
        await closed;
        await checked;
        await actions.keys.recordUses();
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

/** Its library is loaded only where there is a token. */
async function startBotIfWanted({ bot, discord }: Settings, deps: BotDeps, log: Log): Promise<Bot | undefined> {
  if (bot.token === undefined) return undefined;
  const { startBot } = await import('./bot/bot.ts');
  return startBot(deps, { token: bot.token, apiBase: discord.apiBase, log });
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

async function runInBackground(deps: ActionDeps, actions: Actions, log: Log): Promise<void> {
  try {
    const moved = await deps.reroute();
    if (moved > 0) log.info({ moved }, 'deliveries found a new route');
    for (const label of await actions.destinations.check())
      log.warn({ destination: label }, 'webhook does not work; see status');
  } catch (error) {
    log.error({ err: error }, 'the check at start failed');
  }
}

function readVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return manifest.version;
}
