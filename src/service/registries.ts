import type { Clock } from '../lib/clock.ts';
import { localTokenPurpose } from '../lib/local-token.ts';
import { deriveToken } from '../lib/secret-box.ts';
import type { DestinationKind } from '../model/destination-kind.ts';
import type { Storage } from '../model/storage/storage.ts';
import { ApiKeyRegistry } from '../registry/api-key-registry.ts';
import { DestinationRegistry } from '../registry/destination-registry.ts';
import { Directory } from '../registry/directory.ts';
import { GuildRegistry } from '../registry/guild-registry.ts';
import { provision } from '../registry/provision.ts';
import { SourceRegistry } from '../registry/source-registry.ts';
import { WebhookRegistry } from '../registry/webhook-registry.ts';
import { mainStore } from '../settings/load-stores.ts';
import type { Settings } from '../settings/settings.ts';
import { loadSources, provisionedSources } from './load-sources.ts';

export interface RegistriesDeps {
  settings: Settings;
  secretKey: Buffer;
  store: Storage;
  kinds: ReadonlyMap<string, DestinationKind>;
  clock: Clock;
}

export type Registries = Awaited<ReturnType<typeof loadRegistries>>;

/**
 * Everything that is configured, as this process knows it: what the store keeps, reconciled with what file and
 * environment say.
 *
 * @throws Error with a cure, where the settings name what there is not, or the secret key is another one.
 */
export async function loadRegistries({ settings, secretKey, store, kinds, clock }: RegistriesDeps) {
  const directory = new Directory();
  const book = new DestinationRegistry({ store, directory, kinds, secretKey, clock });
  await book.load();
  await provision(settings.stores, { store, directory, book, now: clock.now() });
  const sources = await loadSources();
  const sourceRegistry = new SourceRegistry({ store, secretKey, clock });
  await sourceRegistry.load(provisionedSources(settings, sources));
  const webhooks = new WebhookRegistry({ store });
  await webhooks.load();
  const guilds = new GuildRegistry({ store, directory, clock });
  const { guildId } = settings.bot;
  await guilds.load(
    guildId === undefined ? [] : [{ id: guildId, store: mainStore, provisionedBy: 'DISCORD_GUILD_ID' }],
  );
  const keys = new ApiKeyRegistry();
  keys.setLocalToken(deriveToken(secretKey, localTokenPurpose));
  return { directory, book, sources, sourceRegistry, webhooks, guilds, keys };
}
