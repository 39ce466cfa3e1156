import type { Actor } from '../../model/api-key.ts';
import type { ShownDestination } from '../../model/destination.ts';
import { requireScope } from '../require-scope.ts';
import type { DestinationLookup } from './destination-deps.ts';
import { showDestination } from './show-destination.ts';

/** The destination of the actor's store that its owner calls so, or that has this id; undefined where there is none. */
export function findDestination(deps: DestinationLookup, actor: Actor, nameOrId: string): ShownDestination | undefined {
  requireScope(actor, 'read');
  const found = deps.registries.destinations.named(actor.store, nameOrId);
  return found && showDestination(found);
}
