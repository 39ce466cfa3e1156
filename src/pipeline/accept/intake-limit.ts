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
export type CountIntake = (actor: Pick<Actor, 'sender'>, events: number) => void;

/** @param limit events of one sender; undefined: no limit. */
export function createIntakeLimit(clock: Clock, limit: Limit | undefined): CountIntake {
  if (limit === undefined) return () => undefined;
  const limiter = new WindowLimiter(clock, limit);
  const most = `${limit.count} events in ${formatDuration(limit.windowMs)}`;
  return ({ sender }, events) => {
    const waitMs = sender === undefined ? undefined : limiter.spend(sender, events);
    if (waitMs === undefined) return;
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
    const cure = events > limit.count ? 'send fewer at once' : `send again in ${retryAfterSeconds} s`;
    throw new CrierError(
      'too_many_requests',
      `More than ${most} came from one sender (CRIER_INTAKE_LIMIT). Nothing was stored; ${cure}.`,
      { retryAfterSeconds },
    );
  };
}
