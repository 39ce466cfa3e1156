import { checkDestinations } from '../actions/destinations/check-destinations.ts';
import type { DestinationDeps } from '../actions/destinations/destination-deps.ts';
import { sleep } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';

/** The wait between two tries where the database or a check failed. */
const againMs = 60_000;

export interface FirstCheckDeps extends Pick<DestinationDeps, 'registries' | 'check' | 'clock'> {
  /** Gives what waits without a place a new one. Answers how many found one. */
  reroute(): Promise<number>;
}

/**
 * Gives what waits without a route the place that the routes name now, and asks every destination whether it is
 * there. Tries again until it works or `signal` aborts. Never rejects.
 */
export async function firstCheck(
  deps: FirstCheckDeps,
  log: Pick<Log, 'info' | 'warn' | 'error'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const moved = await deps.reroute();
      if (moved > 0) log.info({ moved }, 'deliveries found a new route');
      for (const label of await checkDestinations(deps))
        log.warn({ destination: label }, 'webhook does not work; see status');
      return;
    } catch (error) {
      log.error({ err: error }, 'the check at start failed, tries again');
      await sleep(deps.clock, againMs, signal);
    }
  }
}
