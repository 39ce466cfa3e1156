import { createServer as createHttpServer, type Server } from 'node:http';
import { type ActionDeps, type Actions, createActions } from './actions/create-actions.ts';
import type { Bot } from './bot/bot.ts';
import { createServer } from './http/server.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { BotStatus } from './model/bot-state.ts';
import { type BannerFacts, whoStarts } from './service/banner.ts';
import { createActionDeps } from './service/create-action-deps.ts';
import { createPipeline } from './service/create-pipeline.ts';
import { firstCheck } from './service/first-check.ts';
import { type ClaimErrors, guardProcess } from './service/guard-process.ts';
import { closeHttp, listen, urlOf } from './service/listen.ts';
import { loadKinds } from './service/load-kinds.ts';
import { logActivity } from './service/log-activity.ts';
import { openSecretKey } from './service/open-secret-key.ts';
import { noticesOf } from './service/opening-notices.ts';
import { withParts } from './service/parts.ts';
import { prepareKeys } from './service/prepare-keys.ts';
import { recallSends } from './service/recall-sends.ts';
import { lanesStopMs, startLanes, stopLanes } from './service/run-lanes.ts';
import { startRegistries } from './service/start-registries.ts';
import { version } from './service/version.ts';
import type { Settings } from './settings/settings.ts';
import { openStorage } from './storage/open-storage.ts';

export interface App extends BannerFacts {
  actions: Actions;
  deps: ActionDeps;
  /** Undefined where no token is set. */
  bot: Bot | undefined;
  /** Resolves when the webhooks were checked and what waited without a route was looked at. Never rejects. */
  checked: Promise<void>;
  /**
   * Lanes at work, requests and database calls under way; what waits for a time does not count. For tests that own
   * the clock.
   */
  busy(): number;
  /** No new claims; what is in flight is finished and recorded, within 10 s. Never rejects. */
  stop(): Promise<void>;
}

export interface AppOptions {
  log: Log;
  clock?: Clock;
  random?: () => number;
  /** True where the scheduled jobs run; default true. */
  jobs?: boolean;
  /** Aborted before everything runs, it ends the start. */
  signal?: AbortSignal;
  /** Called with what the service cannot go on with, such as a lost database; default: it is logged. */
  onFailure?(error: unknown): void;
  /** Default: a guard of its own, for as long as the bot runs. */
  claimErrors?: ClaimErrors;
  /** Called before each part starts; where it throws, that part has failed. */
  onStart?(part: string): void;
}

interface Given extends Required<Pick<AppOptions, 'log' | 'clock' | 'random' | 'jobs' | 'onFailure' | 'claimErrors'>> {
  settings: Settings;
  botStatus: BotStatus;
}

/**
 * The service, part by part: each may need what those before it give, and none knows of those after it. They are
 * stopped from the last one to the first: nothing new is begun, lanes finish what is in flight, and the database,
 * which all of them write to, is closed at the very end.
 */
const parts = withParts<Given>()
  .and({
    name: 'database',
    async start({ settings, onFailure }) {
      const storage = await openStorage(settings.database);
      void storage.lost.then(onFailure);
      return { storage };
    },
    stop: ({ storage }) => storage.close(),
  })
  .and({
    name: 'secret key',
    async start({ settings, storage, log }) {
      const { secretKey, wasThere } = await openSecretKey(settings, storage);
      const notices = noticesOf(storage.opening, settings, wasThere);
      for (const notice of notices) log.warn({}, notice);
      return { secretKey, notices };
    },
  })
  .and({
    name: 'kinds of destinations',
    start: async ({ settings, clock, random, storage: { files } }) => ({
      kinds: await loadKinds(settings, { clock, random, version, files }),
    }),
    async stop({ kinds }) {
      await Promise.all([...kinds.values()].map((kind) => kind.close()));
    },
  })
  .and({ name: 'registries', start: startRegistries, stop: ({ unfollow }) => unfollow() })
  .and({ name: 'pipeline', start: createPipeline })
  .and({
    name: 'log of activity',
    start: ({ activities, log }) => ({ endLog: logActivity(activities, log) }),
    stop: ({ endLog }) => endLog(),
  })
  .and({
    name: 'actions',
    start(given) {
      const deps = createActionDeps(given);
      return { deps, actions: createActions(deps) };
    },
  })
  .and({
    name: 'API keys',
    start: async ({ settings, ...deps }) => ({ firstKey: await prepareKeys(settings.apiKey, deps) }),
    stop: ({ registries }) => registries.apiKeys.recordUses(),
  })
  .and({
    name: 'memory of sends',
    async start({ settings, ...deps }) {
      await recallSends(settings.discord.channelLimit?.windowMs ?? 0, deps);
      return {};
    },
  })
  .and({
    name: 'HTTP',
    start: async (given) => ({ http: await startHttp(given) }),
    stop: ({ http }) => closeHttp(http),
  })
  .and({
    name: 'first check',
    start: ({ deps, log, ending }) => ({ checked: firstCheck(deps, log, ending.signal) }),
    stop({ ending, checked }) {
      ending.abort();
      return checked;
    },
  })
  .and({
    name: 'lanes',
    start: startLanes,
    stop: stopLanes,
    stopWithinMs: lanesStopMs + 1_000,
  })
  .and({
    name: 'pauses',
    start({ pauses }) {
      pauses.start();
      return {};
    },
    stop: ({ pauses }) => pauses.stop(),
  })
  .and({
    name: 'bot',
    start: async (given) => ({ bot: await startBotIfWanted(given) }),
    stop: ({ bot }) => bot?.stop(),
    stopWithinMs: 3_000,
  })
  .and({
    name: 'jobs',
    start: async ({ jobs, actions, log }) => ({ stopJobs: jobs ? await startJobs(actions, log) : undefined }),
    stop: ({ stopJobs }) => stopJobs?.(),
  });

/** The names of the parts, in the order of their start. */
export const partNames = parts.names;

/**
 * Puts the service together and starts it: the only place where the concrete parts meet. Where a part fails, those
 * that run are stopped again.
 *
 * @throws Error with a cure, where something the operator decides is wrong; the signal's reason where that aborts.
 */
export async function startApp(settings: Settings, options: AppOptions): Promise<App> {
  const { log, clock = systemClock, random = Math.random, jobs = true, ...watch } = options;
  const { onFailure = (error) => log.error({ err: error }, 'the service cannot go on') } = options;
  const { claimErrors = guardProcess().claimErrors } = options;
  const given = { settings, log, clock, random, jobs, onFailure, claimErrors, botStatus: { state: undefined } };
  const { running, stop } = await parts.start(given, { log, ...watch });
  const { http, actions, deps, bot, checked, firstKey, notices, registries, kinds, lanes, storage } = running;
  const stores = registries.stores.list();
  return {
    url: urlOf(http, settings),
    previewToken: actions.previews.createLink(whoStarts).token,
    firstKey,
    notices,
    routes: stores.reduce((count, { id }) => count + registries.routes.list(id).length, 0),
    sources: [...new Set(stores.flatMap(({ id }) => registries.sources.list(id).map(({ source }) => source)))],
    actions,
    deps,
    bot,
    checked,
    busy: () => [...kinds.values()].reduce((sum, kind) => sum + kind.inFlight, lanes.busy + storage.underWay()),
    stop,
  };
}

interface HttpDeps extends Pick<Given, 'settings' | 'clock' | 'log'> {
  actions: Actions;
  storage: { probe(now: number): Promise<void> };
  lanes: { readonly isRunning: boolean };
}

async function startHttp({ settings, actions, storage, lanes, clock, log }: HttpDeps): Promise<Server> {
  const { publicUrl, trustProxy } = settings;
  const probe = () => storage.probe(clock.now());
  const lanesRun = () => lanes.isRunning;
  const deps = { actions, clock, version, publicUrl, trustProxy, probe, lanesRun, log };
  const http = createHttpServer(await createServer(deps));
  await listen(http, settings);
  // Such as too many open files: what is connected goes on.
  http.on('error', (error) => log.error({ err: error }, 'a connection could not be accepted, the next ones may be'));
  return http;
}

interface BotDeps extends Pick<Given, 'settings' | 'clock' | 'log' | 'claimErrors' | 'botStatus'> {
  actions: Actions;
}

/** Its library is loaded only where there is a token. */
async function startBotIfWanted({
  settings,
  actions,
  clock,
  log,
  claimErrors,
  botStatus,
}: BotDeps): Promise<Bot | undefined> {
  const { token } = settings.bot;
  if (token === undefined) return undefined;
  const { startBot } = await import('./bot/bot.ts');
  const { apiBase } = settings.discord;
  return startBot({ actions, clock }, { token, apiBase, log, claimErrors, status: botStatus });
}
