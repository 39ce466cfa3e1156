import { didYouMean } from '../../lib/did-you-mean.ts';
import type { Actor } from '../../model/api-key.ts';
import type { Destination } from '../../model/destination.ts';
import { CrierError } from '../../model/errors.ts';
import type { EndpointDeps } from './endpoint-deps.ts';

/** The endpoint of the actor's store with this name or id. @throws CrierError `not_found`. */
export function requireEndpoint(deps: Pick<EndpointDeps, 'registries'>, actor: Actor, nameOrId: string): Destination {
  const found = deps.registries.destinations.named(actor.store, nameOrId);
  if (found !== undefined && isEndpoint(found)) return found;
  const names = deps.registries.destinations.subscribers(actor.store).map(({ name }) => name ?? '');
  const known = names.length === 0 ? 'it has none yet' : `it has: ${names.join(', ')}`;
  const guess = didYouMean(nameOrId, names);
  throw new CrierError(
    'not_found',
    `The store "${actor.store}" has no endpoint "${nameOrId}"; ${known}. ${guess}`.trim(),
  );
}

/**
 * The same, where it may be changed.
 *
 * @throws CrierError `not_found`, or `provisioned`, naming the place where it is set.
 */
export function requireChangeable(deps: Pick<EndpointDeps, 'registries'>, actor: Actor, nameOrId: string): Destination {
  const destination = requireEndpoint(deps, actor, nameOrId);
  const { name, provisionedBy } = destination;
  if (provisionedBy === undefined) return destination;
  throw new CrierError(
    'provisioned',
    `The endpoint "${name}" is set in ${provisionedBy}. Change it there and restart, or take it out there first.`,
  );
}

/** True for a destination that is an endpoint. */
export function isEndpoint({ kind, subscription }: Destination): boolean {
  return kind === 'http' && subscription !== undefined;
}
