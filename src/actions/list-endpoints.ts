import { didYouMean } from '../lib/did-you-mean.ts';
import type { Actor } from '../model/api-key.ts';
import type { Destination, ShownDestination } from '../model/destination.ts';
import { endpointSettings, type ShownEndpointSettings, shownSettings } from '../model/endpoint.ts';
import { CrierError } from '../model/errors.ts';
import type { DestinationCounts } from '../model/storage/reports.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

/** An endpoint as it may be shown: what is secret in its settings stays inside. */
export interface EndpointReport {
  destination: ShownDestination;
  settings: ShownEndpointSettings;
  counts: Omit<DestinationCounts, 'destination'> | undefined;
}

type Deps = Pick<ActionDeps, 'store' | 'registries' | 'clock'>;

/** The endpoints of the actor's store, by name. */
export async function listEndpoints(deps: Deps, actor: Actor): Promise<EndpointReport[]> {
  requireScope(actor, 'read');
  const { destinations: counts } = await deps.store.getCounts(actor.store, deps.clock.now());
  return deps.registries.destinations
    .subscribers(actor.store)
    .filter(isEndpoint)
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))
    .map((destination) => report(deps, destination, counts));
}

/** One endpoint by its name or id. @throws CrierError `not_found`. */
export async function getEndpoint(deps: Deps, actor: Actor, nameOrId: string): Promise<EndpointReport> {
  requireScope(actor, 'read');
  const destination = requireEndpoint(deps, actor, nameOrId);
  const { destinations: counts } = await deps.store.getCounts(actor.store, deps.clock.now());
  return report(deps, destination, counts);
}

/** The endpoint itself. @throws CrierError `not_found`. */
export function requireEndpoint(deps: Pick<ActionDeps, 'registries'>, actor: Actor, nameOrId: string): Destination {
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

/** @throws CrierError `provisioned`, naming the place where it is set. */
export function requireNotProvisionedEndpoint({ name, provisionedBy }: Destination): void {
  if (provisionedBy === undefined) return;
  throw new CrierError(
    'provisioned',
    `The endpoint "${name}" is set in ${provisionedBy}. Change it there and restart, or take it out there first.`,
  );
}

function isEndpoint({ kind, subscription }: Destination): boolean {
  return kind === 'http' && subscription !== undefined;
}

function report(
  deps: Pick<ActionDeps, 'clock'>,
  destination: Destination,
  counts: readonly DestinationCounts[],
): EndpointReport {
  const { settings, ...shown } = destination;
  return {
    destination: shown,
    settings: shownSettings(endpointSettings(settings), deps.clock.now()),
    counts: counts.find(({ destination: id }) => id === destination.id),
  };
}
