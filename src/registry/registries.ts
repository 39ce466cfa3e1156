import type { Clock } from '../lib/clock.ts';
import { ApiKeyRegistry, type ApiKeyRegistryDeps } from './api-key-registry.ts';
import { DestinationRegistry, type DestinationRegistryDeps } from './destination-registry.ts';
import { GuildRegistry, type GuildRegistryDeps } from './guild-registry.ts';
import { RouteRegistry, type RouteRegistryDeps } from './route-registry.ts';
import type { RowChange } from './row-cache.ts';
import { SourceRegistry, type SourceRegistryDeps } from './source-registry.ts';
import { StoreRegistry, type StoreRegistryDeps } from './store-registry.ts';
import { WebhookRegistry, type WebhookRegistryDeps } from './webhook-registry.ts';

/**
 * Everything that is configured, as a process knows it. All have one shape: `load` and `reload` read the rows, `find`
 * and `list` answer from memory, `put` and `remove` write to the store first.
 */
export interface Registries {
  readonly stores: StoreRegistry;
  readonly routes: RouteRegistry;
  readonly destinations: DestinationRegistry;
  readonly sources: SourceRegistry;
  readonly webhooks: WebhookRegistry;
  readonly guilds: GuildRegistry;
  readonly apiKeys: ApiKeyRegistry;
}

export interface RegistriesDeps {
  store: StoreRegistryDeps['store'] &
    RouteRegistryDeps['store'] &
    DestinationRegistryDeps['store'] &
    SourceRegistryDeps['store'] &
    WebhookRegistryDeps['store'] &
    GuildRegistryDeps['store'] &
    ApiKeyRegistryDeps['store'];
  kinds: DestinationRegistryDeps['kinds'];
  secretKey: Buffer;
  clock: Clock;
  /** A new id of a drop-in webhook, in the form of Discord's. @param atMs epoch milliseconds. */
  newWebhookId(atMs: number): string;
  /** The token of the command line on this machine. Secret. */
  localToken: string;
}

/** The registries, empty until they are loaded. */
export function createRegistries(deps: RegistriesDeps): Registries {
  const { store, kinds, secretKey, clock, newWebhookId, localToken } = deps;
  const stores = new StoreRegistry({ store });
  return {
    stores,
    routes: new RouteRegistry({ store, clock }),
    destinations: new DestinationRegistry({ store, kinds, secretKey, clock }),
    sources: new SourceRegistry({ store, secretKey, clock }),
    webhooks: new WebhookRegistry({ store, newId: newWebhookId, clock }),
    guilds: new GuildRegistry({ store, stores }),
    apiKeys: new ApiKeyRegistry({ store, clock, localToken }),
  };
}

/** Reads everything from the store. @throws SecretBoxError where the secret key is another one. */
export async function loadRegistries(registries: Registries): Promise<void> {
  // Destinations before the routes that name them.
  for (const registry of Object.values(byNoun(registries))) await registry.load();
}

/** A row that was written: the noun says which registry has it. */
export interface Change extends RowChange {
  noun: string;
}

/**
 * Keeps the registries up to date with what other processes write.
 *
 * @param onError told of a change that could not be read; what was known stays, until the next change.
 * @returns a function that ends it.
 */
export function followChanges(
  registries: Registries,
  feed: { changes(listener: (change: Change) => void): () => void },
  onError: (change: Change, error: unknown) => void,
): () => void {
  const known = new Map<string, { reload(change: RowChange): Promise<void> }>(Object.entries(byNoun(registries)));
  return feed.changes((change) => {
    known
      .get(change.noun)
      ?.reload(change)
      .catch((error: unknown) => onError(change, error));
  });
}

function byNoun({ destinations, routes, sources, webhooks, guilds, apiKeys }: Registries) {
  return { destination: destinations, route: routes, source: sources, webhook: webhooks, guild: guilds, key: apiKeys };
}
