import { didYouMean } from '../lib/did-you-mean.ts';
import { loadFolder } from '../lib/load-folder.ts';
import { isSource, type Source, weaknessOf } from '../model/source.ts';
import type { ProvisionedSource } from '../registry/provision/provision-sources.ts';
import type { Settings } from '../settings/settings.ts';

/** Every source by its name. @throws Error that names a file of the wrong shape. */
export async function loadSources(): Promise<Map<string, Source>> {
  const files = await loadFolder(new URL('../sources/', import.meta.url), isSource, 'a source');
  for (const { name, value } of files)
    if (value.id !== name) throw new Error(`src/sources/${name}.ts calls itself "${value.id}"; name both alike`);
  return new Map(files.map(({ name, value }) => [name, value]));
}

/**
 * The sources that the operator has set in the file.
 *
 * @throws Error that names the place where a source is set that there is not, or with a secret that cannot be one.
 */
export function provisionedSources(settings: Settings, sources: ReadonlyMap<string, Source>): ProvisionedSource[] {
  return settings.stores.flatMap(({ store, sources: wanted }) =>
    wanted.map((one) => {
      const source = sources.get(one.source);
      if (source !== undefined) return { ...requireStrong(one, source), store: store.id };
      const ids = [...sources.keys()];
      const guess = didYouMean(one.source, ids);
      throw new Error(
        `${one.provisionedBy} sets up the source "${one.source}", which there is not. ${guess}There are: ${ids.join(', ')}.`,
      );
    }),
  );
}

function requireStrong<Wanted extends { secrets: readonly string[]; provisionedBy?: string | undefined }>(
  wanted: Wanted,
  source: Source,
): Wanted {
  for (const secret of wanted.secrets) {
    const weakness = weaknessOf(source, secret);
    if (weakness !== undefined)
      throw new Error(`${wanted.provisionedBy} sets a secret that cannot be one. ${weakness}`);
  }
  return wanted;
}
