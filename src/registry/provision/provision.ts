import type { ProvisionedRoute } from '../../model/route.ts';
import type { Store } from '../../model/store.ts';
import type { Registries } from '../registries.ts';
import { type ProvisionedEndpoint, provisionEndpoints } from './provision-endpoints.ts';
import { type ProvisionedGuild, provisionGuilds } from './provision-guilds.ts';
import { provisionRoutes } from './provision-routes.ts';
import { type ProvisionedSource, provisionSources } from './provision-sources.ts';

/** The operator's word: all that file and environment set. */
export interface Provisioned {
  stores: readonly {
    store: Store;
    routes: readonly ProvisionedRoute[];
    endpoints: readonly ProvisionedEndpoint[];
  }[];
  sources: readonly ProvisionedSource[];
  guilds: readonly ProvisionedGuild[];
}

/**
 * Brings the registries, once they are loaded, to what the operator says: what was provisioned and is said no more is
 * taken out; what was set while running stays, unless the operator now says the same.
 *
 * @throws Error that says where an endpoint stands that is not right.
 */
export async function provision(wanted: Provisioned, registries: Registries, now: number): Promise<void> {
  const { stores, destinations } = registries;
  for (const { store } of wanted.stores) {
    await stores.put(store);
    await destinations.put({ store: store.id, kind: 'preview', settings: {}, onUncertain: 'resend' });
  }
  const routes = wanted.stores.flatMap(({ store, routes }) => routes.map((route) => ({ ...route, store: store.id })));
  await provisionRoutes(routes, registries);
  for (const { store, endpoints } of wanted.stores) await provisionEndpoints(store.id, endpoints, destinations);
  await provisionSources(wanted.sources, registries.sources);
  await provisionGuilds(wanted.guilds, registries.guilds, now);
}
