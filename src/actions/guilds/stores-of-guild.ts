import type { Store } from '../../model/store.ts';
import type { GuildDeps } from './guild-deps.ts';

/** The stores that a Discord server is linked to, the one that was linked first in front. */
export function storesOfGuild(deps: Pick<GuildDeps, 'registries'>, guildId: string): Store[] {
  return deps.registries.guilds.storesOf(guildId).flatMap((id) => deps.registries.stores.find(id) ?? []);
}
