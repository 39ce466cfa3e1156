import type { EnabledSource, SourceRegistry } from '../source-registry.ts';

/** A source of a store as the operator switched it on. */
export type ProvisionedSource = Omit<EnabledSource, 'createdAt'>;

/** @param wanted of all stores. */
export async function provisionSources(wanted: readonly ProvisionedSource[], sources: SourceRegistry): Promise<void> {
  const names = new Set(wanted.map(({ store, source }) => `${store} ${source}`));
  for (const { store, source, provisionedBy } of sources.all()) {
    if (provisionedBy !== undefined && !names.has(`${store} ${source}`)) await sources.remove(store, source);
  }
  for (const source of wanted) await sources.put(source);
}
