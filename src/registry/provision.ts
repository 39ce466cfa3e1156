import type { Destination } from '../model/destination.ts';
import { CrierError } from '../model/errors.ts';
import type { Route } from '../model/route.ts';
import type { DestinationUpdate } from '../model/storage/destinations.ts';
import type { Store } from '../model/store.ts';
import type { WantedDestination } from './destination-registry.ts';
import type { Directory } from './directory.ts';

/** A store with its routes as the operator wrote them. */
export interface ProvisionedStore {
  store: Store;
  routes: readonly (Omit<Route, 'store' | 'destination'> &
    Omit<WantedDestination, 'store' | 'name'> & { provisionedBy: string })[];
  endpoints: readonly ProvisionedEndpoint[];
}

/** A destination that subscribes itself, as the operator wrote it. */
export type ProvisionedEndpoint = Omit<WantedDestination, 'store'> & { name: string; provisionedBy: string };

export interface ProvisionDeps {
  store: {
    putStore(store: { id: string; name: string }): Promise<void>;
    listRoutes(): Promise<Route[]>;
    putRoute(route: Route, at: number): Promise<void>;
    deleteRoute(store: string, key: string): Promise<boolean>;
  };
  directory: Directory;
  book: {
    findOrAdd(wanted: WantedDestination): Promise<Destination>;
    update(destination: Destination, update: DestinationUpdate): Promise<Destination>;
    remove(destination: Destination): Promise<void>;
  };
  now: number;
}

/**
 * Reconciles what file and environment say into the store, and brings all routes into the directory. A provisioned
 * route that the operator took out is taken out; routes set while running stay, unless the operator now says the
 * same key.
 */
export async function provision(stores: readonly ProvisionedStore[], deps: ProvisionDeps): Promise<void> {
  for (const { store } of stores) {
    await deps.store.putStore(store);
    deps.directory.putStore(store);
    await deps.book.findOrAdd({ store: store.id, kind: 'preview', settings: {}, onUncertain: 'resend' });
  }
  const wanted = new Map(
    stores.flatMap(({ store, routes }) => routes.map((route) => [`${store.id} ${route.key}`, route])),
  );
  for (const route of await deps.store.listRoutes()) {
    if (wanted.has(`${route.store} ${route.key}`)) continue;
    if (route.provisionedBy === undefined) deps.directory.putRoute(route);
    else await deps.store.deleteRoute(route.store, route.key);
  }
  for (const { store, routes } of stores) {
    for (const { kind, settings, onUncertain, schedule, ...rule } of routes) {
      const destination = await deps.book.findOrAdd({ store: store.id, kind, settings, onUncertain, schedule });
      const route = { ...rule, store: store.id, destination: destination.id };
      await deps.store.putRoute(route, deps.now);
      deps.directory.putRoute(route);
    }
  }
  for (const { store, endpoints } of stores) await provisionEndpoints(store.id, endpoints, deps);
}

async function provisionEndpoints(
  store: string,
  endpoints: readonly ProvisionedEndpoint[],
  { directory, book }: ProvisionDeps,
): Promise<void> {
  const wanted = new Set(endpoints.map(({ name }) => name));
  const before = directory.subscribers(store);
  for (const destination of before) {
    if (destination.provisionedBy !== undefined && !wanted.has(destination.name ?? '')) await book.remove(destination);
  }
  for (const endpoint of endpoints) {
    const was = before.find(({ name }) => name === endpoint.name);
    const now = await found(endpoint, () => book.findOrAdd({ ...endpoint, store }));
    // What was broken was mended by what the operator has changed.
    const isMended = now.state === 'broken' && JSON.stringify(was?.settings) !== JSON.stringify(now.settings);
    if (isMended) await book.update(now, { state: 'active', stateReason: null, facts: {} });
  }
}

/** @throws Error that says where the endpoint stands. */
async function found(
  { name, provisionedBy }: ProvisionedEndpoint,
  find: () => Promise<Destination>,
): Promise<Destination> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof CrierError)) throw error;
    throw new Error(`${provisionedBy}: the endpoint "${name}" is not right. ${error.message}`, { cause: error });
  }
}
