import type { ActionDeps } from '../actions/action-deps.ts';
import { checkDestinations } from '../actions/check-destinations.ts';
import { sleep } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';

/** Between two tries where the database or a check failed. */
const againMs = 60_000;

/**
 * Gives what waits without a route the place that the routes name now, and asks every destination whether it is
 * there. AttemptLimiter again until it works or `signal` aborts. Never rejects.
 */
export async function firstCheck(
  deps: Pick<ActionDeps, 'reroute' | 'registries' | 'check' | 'clock'>,
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
