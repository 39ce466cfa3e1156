import type { Actor } from '../../model/api-key.ts';
import type { Destination } from '../../model/destination.ts';
import { CrierError } from '../../model/errors.ts';
import type { DestinationLookup } from './destination-deps.ts';

/** The destination of the actor's store with this name or id. @throws CrierError `not_found`. */
export function requireDestination(deps: DestinationLookup, actor: Actor, nameOrId: string): Destination {
  const found = deps.registries.destinations.named(actor.store, nameOrId);
  if (found !== undefined) return found;
  throw new CrierError('not_found', `The store "${actor.store}" has no destination "${nameOrId}".`);
}
