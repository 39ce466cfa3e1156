import { utc } from '../../lib/utc.ts';
import type { Actor } from '../../model/api-key.ts';
import { destinationName } from '../../model/destination-name.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { DestinationDeps, DestinationLookup } from './destination-deps.ts';
import { requireDestination } from './require-destination.ts';

/**
 * Stops a destination; its deliveries wait.
 *
 * @param nameOrId of an endpoint, or the id of any destination of the actor's store.
 * @param forMs for so long; undefined: until a person resumes it.
 * @throws CrierError `not_found`, or `wrong_state` where it is not at work.
 */
export async function pauseDestination(
  deps: DestinationLookup & Pick<DestinationDeps, 'pauses' | 'clock'>,
  actor: Actor,
  nameOrId: string,
  forMs?: number | undefined,
): Promise<void> {
  requireScope(actor, 'admin');
  const destination = requireDestination(deps, actor, nameOrId);
  if (destination.state === 'broken') {
    throw new CrierError(
      'wrong_state',
      `${destinationName(destination)} is broken (${destination.stateReason}): nothing is sent anyway.`,
    );
  }
  const now = deps.clock.now();
  const audit = auditOf(actor, now, 'pause-destination', `destination ${destination.id}`, destination.name);
  const until = forMs === undefined ? undefined : now + forMs;
  await deps.pauses.pause(destination, { reason: `paused by ${actor.name} on ${utc(now)}`, until }, audit);
}
