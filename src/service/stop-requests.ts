import type { Log } from '../lib/log.ts';

/** All of a stop; systemd and Docker are told to wait 15 s before they kill. */
const longestStopMs = 14_000;

/** One Ctrl-C comes twice where npm started the service: from the terminal, and handed on by npm. */
const sameSignalMs = 500;

/** The requests to stop the service, from the system, a person or a failure. */
export interface StopRequests {
  /** Aborts when it is to stop. */
  readonly signal: AbortSignal;
  /** The exit code of the process: 0 where a person or the system asked, 1 after a failure. */
  readonly code: 0 | 1;
  /** Asks for a stop since something happened that the service cannot go on with. */
  fail(error: unknown): void;
}

/**
 * Takes SIGTERM and SIGINT from now on. The first one asks for a stop; a later one ends the process at once, and so
 * does a stop that takes longer than 14 s.
 */
export function takeStopRequests(log: Pick<Log, 'info' | 'error'>): StopRequests {
  const stopping = new AbortController();
  let code: 0 | 1 = 0;
  let requestedAt = 0;

  const ask = () => {
    requestedAt = performance.now();
    const onLate = () => {
      log.error({ ms: longestStopMs }, 'the stop takes too long, the process ends without it');
      process.exit(1);
    };
    setTimeout(onLate, longestStopMs).unref();
    stopping.abort(new Error('The service was asked to stop.'));
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (!stopping.signal.aborted) {
      log.info({ signal }, 'stopping: what is in flight is finished first');
      ask();
    } else if (performance.now() - requestedAt > sameSignalMs) process.exit(1);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);

  return {
    signal: stopping.signal,
    get code() {
      return code;
    },
    fail(error) {
      code = 1;
      log.error({ err: error }, 'the service cannot go on and stops: what is in flight is finished first');
      if (!stopping.signal.aborted) ask();
    },
  };
}
