import { didYouMean } from './lib/did-you-mean.ts';
import { loadFolder } from './lib/load-folder.ts';
import type { CreateKind, DestinationKind } from './model/destination-kind.ts';
import { isSource, type Source } from './model/source.ts';
import type { ProvisionedGuild } from './registry/guild-registry.ts';
import type { EnabledSource } from './registry/source-registry.ts';
import { mainStore } from './settings/load-stores.ts';
import type { Settings } from './settings/settings.ts';

/** Every kind of destination by its name. @throws Error that names a file of the wrong shape. */
export async function loadKinds(
  settings: Settings,
  deps: Pick<Parameters<CreateKind>[0], 'clock' | 'random' | 'version'>,
): Promise<Map<string, DestinationKind>> {
  const isCreateKind = (value: unknown): value is CreateKind => typeof value === 'function';
  const folder = new URL('./destinations/', import.meta.url);
  const files = await loadFolder(folder, isCreateKind, 'a function that makes a kind of destination');
  const discord = { ...settings.discord, botToken: settings.bot.token };
  const kinds = new Map<string, DestinationKind>();
  for (const { name, value } of files) {
    const kind = value({ ...deps, discord, endpoints: settings.endpoints });
    if (kind.kind !== name) throw new Error(`src/destinations/${name} calls its kind "${kind.kind}"; name both alike`);
    kinds.set(name, kind);
  }
  return kinds;
}

/** Every source by its name. @throws Error that names a file of the wrong shape. */
export async function loadSources(): Promise<Map<string, Source>> {
  const files = await loadFolder(new URL('./sources/', import.meta.url), isSource, 'a source');
  for (const { name, value } of files)
    if (value.id !== name) throw new Error(`src/sources/${name}.ts calls itself "${value.id}"; name both alike`);
  return new Map(files.map(({ name, value }) => [name, value]));
}

/**
 * The sources that the operator has set in the file.
 *
 * @throws Error that names the place where a source is set that there is not.
 */
export function provisionedSources(
  settings: Settings,
  sources: ReadonlyMap<string, Source>,
): Omit<EnabledSource, 'createdAt'>[] {
  return settings.stores.flatMap(({ store, sources: wanted }) =>
    wanted.map((one) => {
      if (sources.has(one.source)) return { ...one, store: store.id };
      const ids = [...sources.keys()];
      const guess = didYouMean(one.source, ids);
      throw new Error(
        `${one.provisionedBy} sets up the source "${one.source}", which there is not. ${guess}There are: ${ids.join(', ')}.`,
      );
    }),
  );
}

/** The Discord server that the operator has linked to the store `main`. */
export function provisionedGuilds({ bot }: Settings): ProvisionedGuild[] {
  if (bot.guildId === undefined) return [];
  return [{ id: bot.guildId, store: mainStore, provisionedBy: 'DISCORD_GUILD_ID' }];
}
