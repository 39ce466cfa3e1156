import { isDeepStrictEqual } from 'node:util';
import type { Destination } from '../../model/destination.ts';
import { CrierError } from '../../model/errors.ts';
import type { DestinationRegistry, WantedDestination } from '../destination-registry.ts';

/** A destination that subscribes itself, as the operator wrote it. */
export type ProvisionedEndpoint = Omit<WantedDestination, 'store'> & { name: string; provisionedBy: string };

/** @throws Error that says where an endpoint stands that is not right. */
export async function provisionEndpoints(
  store: string,
  wanted: readonly ProvisionedEndpoint[],
  destinations: DestinationRegistry,
): Promise<void> {
  const names = new Set(wanted.map(({ name }) => name));
  const before = destinations.subscribers(store);
  for (const destination of before) {
    const isLeftOver = destination.provisionedBy !== undefined && !names.has(destination.name ?? '');
    if (isLeftOver) await destinations.remove(destination);
  }
  for (const endpoint of wanted) {
    const was = before.find(({ name }) => name === endpoint.name);
    const now = await keep(endpoint, store, destinations);
    // Changed settings are the operator's way to mend what was broken.
    const isMended = now.state === 'broken' && !isDeepStrictEqual(was?.settings, now.settings);
    if (isMended) await destinations.update(now, { state: 'active', stateReason: null, facts: {} });
  }
}

async function keep(
  endpoint: ProvisionedEndpoint,
  store: string,
  destinations: DestinationRegistry,
): Promise<Destination> {
  try {
    return await destinations.put({ ...endpoint, store });
  } catch (error) {
    if (!(error instanceof CrierError)) throw error;
    const { name, provisionedBy } = endpoint;
    throw new Error(`${provisionedBy}: the endpoint "${name}" is not right. ${error.message}`, { cause: error });
  }
}
