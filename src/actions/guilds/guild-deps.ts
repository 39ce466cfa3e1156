import type { Clock } from '../../lib/clock.ts';
import type { WindowLimiter } from '../../lib/window-limiter.ts';
import type { GuildRows } from '../../model/storage/registry-rows.ts';
import type { Meta } from '../../model/storage/upkeep.ts';
import type { GuildRegistry } from '../../registry/guild-registry.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';

/** The needs of the actions on Discord servers. */
export interface GuildDeps {
  storage: Pick<GuildRows, 'putLinkCode' | 'takeLinkCode'> & Pick<Meta, 'getMeta' | 'setMeta'>;
  registries: { stores: StoreRegistry; guilds: GuildRegistry };
  /** The wrong codes that a Discord server has tried; by its id. */
  linkAttempts: WindowLimiter;
  clock: Clock;
}
