import type { Actor } from '../../model/api-key.ts';
import { destinationName } from '../../model/destination-name.ts';
import { CrierError } from '../../model/errors.ts';
import { isLost } from '../../model/lost-secret.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { DestinationDeps, DestinationLookup } from './destination-deps.ts';
import { requireDestination } from './require-destination.ts';

/** Goes on with a destination that is paused or broken. @throws CrierError `not_found`, or `wrong_state`. */
export async function resumeDestination(
  deps: DestinationLookup & Pick<DestinationDeps, 'pauses' | 'clock'>,
  actor: Actor,
  nameOrId: string,
): Promise<void> {
  requireScope(actor, 'admin');
  const destination = requireDestination(deps, actor, nameOrId);
  if (destination.state === 'active') {
    throw new CrierError('wrong_state', `${destinationName(destination)} is at work already.`);
  }
  if (isLost(destination)) {
    throw new CrierError(
      'wrong_state',
      `${destinationName(destination)} leads nowhere: ${destination.stateReason} ("endpoint change", "routes set"), and it goes on.`,
    );
  }
  const now = deps.clock.now();
  const audit = auditOf(actor, now, 'resume-destination', `destination ${destination.id}`, destination.name);
  await deps.pauses.resume(destination, audit);
}
