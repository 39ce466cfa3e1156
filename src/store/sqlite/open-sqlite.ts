import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CrierError } from '../../model/errors.ts';
import type { OpenStorage, Storage } from '../storage.ts';
import type { Call, Reply } from './protocol.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  holdsUpOthers: boolean;
}

/** A copy of a large database takes long and is made in small steps: what comes meanwhile goes on. */
const holdsUpOthers = ({ verb }: Pick<Call, 'verb'>) => verb !== 'backup';

/** Bounds one commit: more than this in one would keep the others waiting. */
const mostCallsPerCommit = 512;

/** So many calls under way at once mean that more are on their way ... */
const crowd = 4;

/** ... and are waited for so long, in milliseconds. */
const gatherMs = 1;

/** What a crowd forgets with each batch, so that a burst does not make the calls after it wait. */
const memory = 0.9;

/** Every verb of the store, so that the proxy below is held to the interface by the compiler. */
const verbNames = {
  acceptEvents: true,
  claimLane: true,
  claimDue: true,
  cancelLane: true,
  listWaitingLanes: true,
  recordAttempts: true,
  listSends: true,
  getEvent: true,
  getDelivery: true,
  listDeliveries: true,
  countDeliveries: true,
  cancelDelivery: true,
  replayDeliveries: true,
  listUnrouted: true,
  listOrphaned: true,
  rerouteDeliveries: true,
  putStore: true,
  listDestinations: true,
  putDestination: true,
  updateDestination: true,
  deleteDestination: true,
  listRoutes: true,
  putRoute: true,
  changeRoute: true,
  deleteRoute: true,
  listKeys: true,
  addAudit: true,
  putKey: true,
  revokeKey: true,
  touchKeys: true,
  listSources: true,
  putSource: true,
  deleteSource: true,
  addReceipt: true,
  settleReceipt: true,
  listReceipts: true,
  getReceipt: true,
  listSourceActivity: true,
  pruneReceipts: true,
  listWebhooks: true,
  addWebhook: true,
  deleteWebhook: true,
  listGuilds: true,
  putGuild: true,
  deleteGuild: true,
  putLinkCode: true,
  takeLinkCode: true,
  listDigests: true,
  putDigest: true,
  deleteDigest: true,
  markDigestSent: true,
  listEventFacts: true,
  listPlayerFacts: true,
  listPlayerNames: true,
  getCounts: true,
  listMessages: true,
  getMessage: true,
  pruneDeliveries: true,
  pruneFailed: true,
  pruneCounts: true,
  backup: true,
  probe: true,
  getMeta: true,
  setMeta: true,
  close: true,
} satisfies Record<keyof Storage, true>;

/**
 * Opens the store on SQLite in a thread of its own. Calls that arrive while a commit runs share the next one
 * (group commit).
 *
 * @param path of the database file; its folder is made.
 * @throws Error when it cannot be opened, is newer than this program, or is in use by another Crier.
 */
export async function openSqlite(path: string): Promise<OpenStorage> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const worker = new Worker(new URL('./start-worker.js', import.meta.url), {
    workerData: { path },
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  await once(worker, 'message');

  const waiting = new Map<number, Waiting>();
  let queue: Call[] = [];
  let inFlight = 0;
  let lastId = 0;
  let company = 0;
  let isFlushPlanned = false;
  let failure: Error | undefined;

  function flush(): void {
    if (inFlight > 0 || queue.length === 0) return;
    const calls = queue.slice(0, mostCallsPerCommit);
    queue = queue.slice(mostCallsPerCommit);
    inFlight = calls.filter(holdsUpOthers).length;
    company *= memory;
    worker.postMessage(calls);
    if (queue.length > 0) planFlush();
  }

  /**
   * A lone call goes at once, after everything that this turn of the event loop brought in. In a crowd, one half waits
   * for the other: this thread reads requests while the database commits, and each commit, which costs more than a
   * call in it, is shared by many.
   */
  function planFlush(): void {
    company = Math.max(company, waiting.size);
    if (inFlight > 0) return;
    if (company >= crowd && queue.length >= company / 2) {
      flush();
      return;
    }
    if (isFlushPlanned) return;
    isFlushPlanned = true;
    const flushLater = () => {
      isFlushPlanned = false;
      flush();
    };
    if (company < crowd) setImmediate(flushLater);
    else setTimeout(flushLater, gatherMs);
  }

  worker.on('message', (replies: Reply[]) => {
    for (const reply of replies) {
      const caller = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (caller?.holdsUpOthers) inFlight -= 1;
      if (reply.ok) caller?.resolve(reply.value);
      else caller?.reject(new CrierError(reply.code, reply.message, { errors: reply.errors }));
    }
    if (queue.length > 0) planFlush();
  });

  function fail(error: Error): void {
    failure = error;
    for (const caller of waiting.values()) caller.reject(unavailable(error));
    waiting.clear();
  }
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the database is closed')));

  function call(verb: keyof Storage, args: readonly unknown[]): Promise<unknown> {
    if (failure !== undefined) return Promise.reject(unavailable(failure));
    return new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject, holdsUpOthers: holdsUpOthers({ verb }) });
      queue.push({ id: lastId, verb, args });
      planFlush();
    });
  }

  const verbs = Object.keys(verbNames).map((verb) => [verb, (...args: unknown[]) => call(verb as keyof Storage, args)]);
  // The compiler cannot follow names through a table; verbNames is checked against Storage above.
  const storage = Object.fromEntries(verbs) as Storage;
  return { ...storage, underWay: () => waiting.size };
}

function unavailable(cause: Error): CrierError {
  return new CrierError('store_unavailable', `The database is not available: ${cause.message}`, { cause });
}
