import type { Route } from '../../model/route.ts';
import type { WantedDestination } from '../destination-registry.ts';
import type { Registries } from '../registries.ts';

/** A route of a store as the operator wrote it, with the place that it leads to. */
export type ProvisionedRoute = Omit<Route, 'store' | 'destination'> &
  Omit<WantedDestination, 'store' | 'name'> & { provisionedBy: string };

/** @param wanted of all stores. */
export async function provisionRoutes(
  wanted: readonly (ProvisionedRoute & { store: string })[],
  { routes, destinations }: Pick<Registries, 'routes' | 'destinations'>,
): Promise<void> {
  const keys = new Set(wanted.map(({ store, key }) => `${store} ${key}`));
  for (const { store, key, provisionedBy } of routes.all()) {
    if (provisionedBy !== undefined && !keys.has(`${store} ${key}`)) await routes.remove(store, key);
  }
  for (const { kind, settings, onUncertain, schedule, ...rule } of wanted) {
    const destination = await destinations.put({ store: rule.store, kind, settings, onUncertain, schedule });
    await routes.put({ ...rule, destination: destination.id });
  }
}
