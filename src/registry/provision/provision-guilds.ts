import type { Guild } from '../../model/guild.ts';
import type { GuildRegistry } from '../guild-registry.ts';

/** A link between a Discord server and a store as the operator wrote it. */
export type ProvisionedGuild = Pick<Guild, 'id' | 'store'> & { provisionedBy: string };

/** @param now epoch milliseconds. */
export async function provisionGuilds(
  wanted: readonly ProvisionedGuild[],
  guilds: GuildRegistry,
  now: number,
): Promise<void> {
  const links = new Set(wanted.map(({ id, store }) => `${id} ${store}`));
  for (const { id, store, provisionedBy } of guilds.all()) {
    if (provisionedBy !== undefined && !links.has(`${id} ${store}`)) await guilds.remove(store, id);
  }
  for (const link of wanted) {
    const before = guilds.find(link.store, link.id);
    if (before?.provisionedBy === link.provisionedBy) continue;
    await guilds.put({ linkedAt: now, linkedBy: link.provisionedBy, ...before, ...link });
  }
}
