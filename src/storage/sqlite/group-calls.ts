import type { Worker } from 'node:worker_threads';
import { CrierError } from '../../model/errors.ts';
import type { Call, Ready, Reply } from './protocol.ts';
import type { WrittenRow } from './verb.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  holdsUpOthers: boolean;
}

/** Bounds one commit: more than this in one would keep the others waiting. */
const mostCallsPerCommit = 512;

/** So many calls under way at once mean that more are on their way ... */
const burst = 4;

/** ... and are waited for so long, in milliseconds. */
const collectMs = 1;

/** Concurrency as it is remembered shrinks with each batch, so that a burst does not make the calls after it wait. */
const decay = 0.9;

/** Calls of verbs in the thread of the database. */
export interface GroupedCalls {
  call(verb: string, args: readonly unknown[]): Promise<unknown>;
  /** Calls that are not answered yet. */
  underWay(): number;
  /** Resolves with the reason when the thread has ended before a call of `close`. */
  lost: Promise<Error>;
}

/**
 * Passes calls to the thread of the database in groups: those that arrive while a commit runs share the next one. Reads
 * hold nothing up, and neither does a copy of the database, which is made in small steps.
 *
 * @param onWritten hears of what a call has changed of what is configured, before its promise resolves.
 */
export function groupCalls(worker: Worker, modes: Ready['verbs'], onWritten: (row: WrittenRow) => void): GroupedCalls {
  const holdsUpOthers = (verb: string) => modes[verb] !== 'read' && verb !== 'backup';
  const waiting = new Map<number, Waiting>();
  let queue: Call[] = [];
  let inFlight = 0;
  let lastId = 0;
  let concurrency = 0;
  let isFlushPlanned = false;
  let failure: Error | undefined;

  function flush(): void {
    if (inFlight > 0 || queue.length === 0) return;
    const calls = queue.slice(0, mostCallsPerCommit);
    queue = queue.slice(mostCallsPerCommit);
    inFlight = calls.filter(({ verb }) => holdsUpOthers(verb)).length;
    concurrency *= decay;
    worker.postMessage(calls);
    if (queue.length > 0) planFlush();
  }

  /**
   * A lone call goes at once, after everything that this turn of the event loop brought in. In a burst, one half waits
   * for the other: this thread reads requests while the database commits, and each commit, which costs more than a
   * call in it, is shared by many.
   */
  function planFlush(): void {
    concurrency = Math.max(concurrency, waiting.size);
    if (inFlight > 0) return;
    if (concurrency >= burst && queue.length >= concurrency / 2) {
      flush();
      return;
    }
    if (isFlushPlanned) return;
    isFlushPlanned = true;
    const flushLater = () => {
      isFlushPlanned = false;
      flush();
    };
    if (concurrency < burst) setImmediate(flushLater);
    else setTimeout(flushLater, collectMs);
  }

  function settle(reply: Reply): void {
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (caller?.holdsUpOthers) inFlight -= 1;
    if (!reply.ok) {
      caller?.reject(new CrierError(reply.code, reply.message, { errors: reply.errors }));
      return;
    }
    for (const row of reply.written ?? []) onWritten(row);
    caller?.resolve(reply.value);
  }

  worker.on('message', (replies: Reply[]) => {
    for (const reply of replies) settle(reply);
    if (queue.length > 0) planFlush();
  });

  function fail(error: Error): void {
    failure ??= error;
    for (const caller of waiting.values()) caller.reject(unavailable(error));
    waiting.clear();
  }
  let isClosing = false;
  const lost = new Promise<Error>((resolve) => {
    worker.on('error', (error) => {
      fail(error);
      resolve(unavailable(error));
    });
    worker.on('exit', () => {
      fail(new Error('the database is closed'));
      if (!isClosing) resolve(unavailable(new Error('its thread has ended')));
    });
  });

  return {
    call(verb, args) {
      if (failure !== undefined) return Promise.reject(unavailable(failure));
      if (verb === 'close') isClosing = true;
      return new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject, holdsUpOthers: holdsUpOthers(verb) });
        queue.push({ id: lastId, verb, args });
        planFlush();
      });
    },
    underWay: () => waiting.size,
    lost,
  };
}

function unavailable(cause: Error): CrierError {
  return new CrierError('store_unavailable', `The database is not available: ${cause.message}`, { cause });
}
