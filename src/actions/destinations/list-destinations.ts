import type { Actor } from '../../model/api-key.ts';
import type { ShownDestination } from '../../model/destination.ts';
import { isRouted } from '../../registry/reachability.ts';
import { requireScope } from '../require-scope.ts';
import type { DestinationDeps } from './destination-deps.ts';
import { showDestination } from './show-destination.ts';

/** The destinations of the actor's store that a route or a subscription leads to. */
export function listDestinations(deps: Pick<DestinationDeps, 'registries'>, actor: Actor): ShownDestination[] {
  requireScope(actor, 'read');
  return deps.registries.destinations
    .list(actor.store)
    .filter(({ state }) => state !== 'deleted')
    .filter((destination) => destination.subscription !== undefined || isRouted(destination, deps.registries.routes))
    .map(showDestination);
}
