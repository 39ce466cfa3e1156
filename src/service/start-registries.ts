import { newSnowflake } from '../discord/new-snowflake.ts';
import type { Clock } from '../lib/clock.ts';
import { localTokenPurpose } from '../lib/local-token.ts';
import type { Log } from '../lib/log.ts';
import { deriveToken } from '../lib/secret-box.ts';
import type { DestinationKind } from '../model/destination-kind.ts';
import type { Source } from '../model/source.ts';
import type { Storage } from '../model/storage/storage.ts';
import { provision } from '../registry/provision/provision.ts';
import type { ProvisionedGuild } from '../registry/provision/provision-guilds.ts';
import { createRegistries, followChanges, loadRegistries, type Registries } from '../registry/registries.ts';
import { mainStore } from '../settings/load-stores.ts';
import type { Settings } from '../settings/settings.ts';
import { loadSources, provisionedSources } from './load-sources.ts';

export interface StartRegistriesDeps {
  settings: Settings;
  secretKey: Buffer;
  storage: Storage;
  kinds: ReadonlyMap<string, DestinationKind>;
  clock: Clock;
  log: Pick<Log, 'error'>;
}

/** Everything that is configured, and the sources that can be switched on. */
export interface Configured {
  registries: Registries;
  sources: ReadonlyMap<string, Source>;
  /** Ends the hearing of changes that other processes make. */
  unfollow(): void;
}

/**
 * Everything that is configured, as this process knows it: what the store keeps, reconciled with what file and
 * environment say.
 *
 * @throws Error with a cure, where the settings name what there is not, or the secret key is another one.
 */
export async function startRegistries(deps: StartRegistriesDeps): Promise<Configured> {
  const { settings, secretKey, storage, kinds, clock, log } = deps;
  const localToken = deriveToken(secretKey, localTokenPurpose);
  const registries = createRegistries({ storage, kinds, secretKey, clock, localToken, newWebhookId: newSnowflake });
  const sources = await loadSources();
  const wanted = {
    stores: settings.stores,
    sources: provisionedSources(settings, sources),
    guilds: provisionedGuilds(settings),
  };
  // Before they are loaded, so that none is missed in between.
  const unfollow = followChanges(registries, storage, (change, error) =>
    log.error({ change, err: error }, 'a change of another process could not be read'),
  );
  await loadRegistries(registries);
  await provision(wanted, registries, clock.now());
  return { registries, sources, unfollow };
}

/** The Discord server that the operator has linked to the store `main`. */
function provisionedGuilds({ bot }: Settings): ProvisionedGuild[] {
  if (bot.guildId === undefined) return [];
  return [{ id: bot.guildId, store: mainStore, provisionedBy: 'DISCORD_GUILD_ID' }];
}
