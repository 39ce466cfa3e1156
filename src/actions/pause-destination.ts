import type { Actor } from '../model/api-key.ts';
import type { Destination } from '../model/destination.ts';
import { destinationName } from '../model/destination-name.ts';
import { CrierError } from '../model/errors.ts';
import { type ActionDeps, auditOf } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

type Deps = Pick<ActionDeps, 'registries' | 'pauses' | 'clock'>;

/**
 * Stops a destination; what comes for it waits.
 *
 * @param nameOrId of an endpoint, or the id of any destination of the actor's store.
 * @param forMs for so long; undefined: until a person resumes it.
 * @throws CrierError `not_found`, or `wrong_state` where it is not at work.
 */
export async function pauseDestination(
  deps: Deps,
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
  await deps.pauses.pause(destination, { reason: `paused by ${actor.name}`, until }, audit);
}

/** Goes on with a destination that is paused or broken. @throws CrierError `not_found`, or `wrong_state`. */
export async function resumeDestination(deps: Deps, actor: Actor, nameOrId: string): Promise<void> {
  requireScope(actor, 'admin');
  const destination = requireDestination(deps, actor, nameOrId);
  if (destination.state === 'active')
    throw new CrierError('wrong_state', `${destinationName(destination)} is at work already.`);
  const now = deps.clock.now();
  const audit = auditOf(actor, now, 'resume-destination', `destination ${destination.id}`, destination.name);
  await deps.pauses.resume(destination, audit);
}

function requireDestination({ registries }: Deps, actor: Actor, nameOrId: string): Destination {
  const found = registries.destinations.named(actor.store, nameOrId);
  if (found !== undefined) return found;
  throw new CrierError('not_found', `The store "${actor.store}" has no destination "${nameOrId}".`);
}
