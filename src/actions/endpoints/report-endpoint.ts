import { judgeDestination } from '../../doctor/judge-destination.ts';
import type { Actor } from '../../model/api-key.ts';
import type { Destination, ShownDestination } from '../../model/destination.ts';
import { endpointSettings, type ShownEndpointSettings, shownSettings } from '../../model/endpoint.ts';
import { stateOf, type WellBeing } from '../../model/need.ts';
import type { DestinationCounts } from '../../model/storage/reports.ts';
import type { EndpointDeps } from './endpoint-deps.ts';

/** An endpoint as it may be shown: what is secret in its settings stays inside. */
export interface EndpointReport {
  destination: ShownDestination;
  settings: ShownEndpointSettings;
  counts: Omit<DestinationCounts, 'destination'> | undefined;
  /** The worst of its needs. */
  health: WellBeing;
}

/** An endpoint of the actor's store as it may be shown, with its counts of now. */
export async function reportEndpoint(
  deps: Pick<EndpointDeps, 'storage' | 'clock'>,
  actor: Actor,
  destination: Destination,
): Promise<EndpointReport> {
  const { destinations } = await deps.storage.getCounts(actor.store, deps.clock.now());
  return describeEndpoint(destination, destinations, deps.clock.now());
}

/** The same, with counts that were read before. */
export function describeEndpoint(
  destination: Destination,
  counts: readonly DestinationCounts[],
  now: number,
): EndpointReport {
  const { settings, ...shown } = destination;
  const own = counts.find(({ destination: id }) => id === destination.id);
  const judged = {
    destination: shown,
    routes: [],
    counts: own ?? { pending: 0, failed: 0, held: 0 },
    limit: { closedForMs: 0 },
  };
  return {
    destination: shown,
    settings: shownSettings(endpointSettings(settings), now),
    counts: own,
    health: stateOf(judgeDestination(judged, now)),
  };
}
