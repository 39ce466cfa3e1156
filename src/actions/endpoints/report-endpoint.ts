import type { Actor } from '../../model/api-key.ts';
import type { Destination, ShownDestination } from '../../model/destination.ts';
import { type EndpointSettings, endpointSettings } from '../../model/endpoint.ts';
import type { DestinationCounts } from '../../model/storage/reports.ts';
import type { EndpointDeps } from './endpoint-deps.ts';

/** An endpoint as it may be shown: what is secret in its settings stays inside. */
export interface EndpointReport {
  destination: ShownDestination;
  signature: EndpointSettings['signature'];
  /** The last characters of the newest secret, to tell two apart. */
  secretHint: string | undefined;
  /** Until when the secret before it signs too; epoch milliseconds. */
  oldSecretUntil: number | undefined;
  /** Its way to log in. */
  authorization: 'basic' | 'bearer' | 'none';
  /** Names of the extra headers. */
  headers: string[];
  /** The template of its body. */
  body: string | undefined;
  counts: Omit<DestinationCounts, 'destination'> | undefined;
}

/** An endpoint of the actor's store as it may be shown, with its counts of now. */
export async function reportEndpoint(
  deps: Pick<EndpointDeps, 'store' | 'clock'>,
  actor: Actor,
  destination: Destination,
): Promise<EndpointReport> {
  const { destinations } = await deps.store.getCounts(actor.store, deps.clock.now());
  return describeEndpoint(destination, destinations, deps.clock.now());
}

/** The same, with counts that were read before. */
export function describeEndpoint(
  destination: Destination,
  counts: readonly DestinationCounts[],
  now: number,
): EndpointReport {
  const { settings: sealed, ...shown } = destination;
  const settings = endpointSettings(sealed);
  const [newest, old] = settings.secrets;
  const oldUntil = old?.until ?? Number.POSITIVE_INFINITY;
  const authorization = settings.basic !== undefined ? 'basic' : settings.bearer !== undefined ? 'bearer' : 'none';
  return {
    destination: shown,
    signature: settings.signature,
    secretHint: newest === undefined ? undefined : `…${newest.secret.slice(-4)}`,
    oldSecretUntil: old !== undefined && oldUntil > now ? oldUntil : undefined,
    authorization,
    headers: Object.keys(settings.headers),
    body: settings.body,
    counts: counts.find(({ destination: id }) => id === destination.id),
  };
}
