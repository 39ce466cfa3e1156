import { loadFolder } from '../lib/load-folder.ts';
import type { CreateKind, DestinationKind } from '../model/destination-kind.ts';
import type { Settings } from '../settings/settings.ts';

/** Every kind of destination by its name. @throws Error that names a file of the wrong shape. */
export async function loadKinds(
  settings: Settings,
  deps: Pick<Parameters<CreateKind>[0], 'clock' | 'random' | 'version' | 'files'>,
): Promise<Map<string, DestinationKind>> {
  const isCreateKind = (value: unknown): value is CreateKind => typeof value === 'function';
  const folder = new URL('../destinations/', import.meta.url);
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
