import type { Clock } from '../../lib/clock.ts';
import { formatDuration } from '../../lib/duration.ts';
import type { Limit } from '../../lib/limit.ts';
import { WindowLimiter } from '../../lib/window-limiter.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';

/**
 * Counts what a key, a source or a drop-in webhook posts; actors who are none of them are not counted.
 *
 * @throws CrierError `too_many_requests` where it is more than its limit; then nothing was counted.
 */
export type CountIntake = (actor: Pick<Actor, 'countedAs'>, events: number) => void;

/** The limit of a sender, with the events that it may still post and the milliseconds until all of them are free again. */
export interface Allowance {
  limit: Limit;
  left: number;
  endsInMs: number;
}

export interface IntakeLimit {
  count: CountIntake;
  /** Undefined where the actor is not limited. */
  allowanceOf(actor: Pick<Actor, 'countedAs'>): Allowance | undefined;
}

/** @param limit events of one sender; undefined: no limit. */
export function createIntakeLimit(clock: Pick<Clock, 'monotonic'>, limit: Limit | undefined): IntakeLimit {
  if (limit === undefined) return { count: () => undefined, allowanceOf: () => undefined };
  const limiter = new WindowLimiter(clock, limit);
  const most = `${limit.count} events in ${formatDuration(limit.windowMs)}`;
  return {
    count({ countedAs }, events) {
      const waitMs = countedAs === undefined ? undefined : limiter.spend(countedAs, events);
      if (waitMs === undefined) return;
      const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
      const cure = events > limit.count ? 'send fewer at once' : `send again in ${retryAfterSeconds} s`;
      throw new CrierError(
        'too_many_requests',
        `More than ${most} came from one sender (CRIER_INTAKE_LIMIT). Nothing was stored; ${cure}.`,
        { retryAfterSeconds },
      );
    },
    allowanceOf({ countedAs }) {
      if (countedAs === undefined) return undefined;
      const { amount, endsInMs } = limiter.left(countedAs);
      return { limit, left: amount, endsInMs };
    },
  };
}
