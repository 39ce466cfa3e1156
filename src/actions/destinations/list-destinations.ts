import type { Actor } from '../../model/api-key.ts';
import type { ShownDestination } from '../../model/destination.ts';
import { requireScope } from '../require-scope.ts';
import type { DestinationDeps } from './destination-deps.ts';
import { showDestination } from './show-destination.ts';

/** The destinations of the actor's store that a route or a subscription leads to. */
export function listDestinations(deps: Pick<DestinationDeps, 'directory'>, actor: Actor): ShownDestination[] {
  requireScope(actor, 'read');
  return deps.directory
    .destinations()
    .filter(({ store, state }) => store === actor.store && state !== 'deleted')
    .filter((destination) => destination.subscription !== undefined || deps.directory.isRouted(destination))
    .map(showDestination);
}
