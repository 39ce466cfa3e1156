import { isRouted } from '../../registry/reachability.ts';
import type { DestinationDeps } from './destination-deps.ts';

/** Asks Discord about every routed webhook that is not known to be gone. Answers the labels of the bad ones. */
export async function checkDestinations(deps: Pick<DestinationDeps, 'registries' | 'check'>): Promise<string[]> {
  const routed = deps.registries.destinations
    .all()
    .filter((destination) => destination.state === 'active' && isRouted(destination, deps.registries.routes));
  const results = await Promise.all(
    routed.map(async (destination) => ({ label: destination.label, result: await deps.check.check(destination) })),
  );
  return results.filter(({ result }) => result.result === 'bad').map(({ label }) => label);
}
