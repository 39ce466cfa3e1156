import type { Clock } from '../lib/clock.ts';
import type { Change, Changes } from '../model/storage/changes.ts';
import type { RegistryRows } from '../model/storage/registry-rows.ts';
import { ApiKeyRegistry } from './api-key-registry.ts';
import { DestinationRegistry, type DestinationRegistryDeps } from './destination-registry.ts';
import { GuildRegistry } from './guild-registry.ts';
import { RouteRegistry } from './route-registry.ts';
import { SourceRegistry } from './source-registry.ts';
import { StoreRegistry } from './store-registry.ts';
import { WebhookRegistry } from './webhook-registry.ts';

/**
 * Everything that is configured, as a process knows it. All have one shape: `load` reads the rows, `find` and
 * `list` answer from memory, `put` and `remove` write to the store first.
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
  storage: RegistryRows;
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
  const { storage, kinds, secretKey, clock, newWebhookId, localToken } = deps;
  const stores = new StoreRegistry({ storage });
  return {
    stores,
    routes: new RouteRegistry({ storage, clock }),
    destinations: new DestinationRegistry({ storage, kinds, secretKey, clock }),
    sources: new SourceRegistry({ storage, secretKey, clock }),
    webhooks: new WebhookRegistry({ storage, newId: newWebhookId, clock }),
    guilds: new GuildRegistry({ storage, stores }),
    apiKeys: new ApiKeyRegistry({ storage, clock, localToken }),
  };
}

/** Reads everything from the store. @throws SecretBoxError where the secret key is another one. */
export async function loadRegistries(registries: Registries): Promise<void> {
  // Destinations before the routes that name them.
  for (const registry of Object.values(byNoun(registries))) await registry.load();
}

/**
 * Keeps the registries up to date with what other processes write.
 *
 * @param onError told of a change that could not be read; what was known stays, until the next change.
 * @returns a function that ends it.
 */
export function followChanges(
  registries: Registries,
  storage: Changes,
  onError: (change: Change, error: unknown) => void,
): () => void {
  const known = new Map<string, { load(): Promise<void> }>(Object.entries(byNoun(registries)));
  return storage.changes((change) => {
    if (change.isOwn) return;
    known
      .get(change.noun)
      ?.load()
      .catch((error: unknown) => onError(change, error));
  });
}

function byNoun({ destinations, routes, sources, webhooks, guilds, apiKeys }: Registries) {
  return { destination: destinations, route: routes, source: sources, webhook: webhooks, guild: guilds, key: apiKeys };
}
