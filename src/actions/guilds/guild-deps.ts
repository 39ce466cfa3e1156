import type { AttemptLimiter } from '../../lib/attempt-limiter.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Directory } from '../../registry/directory.ts';
import type { GuildRegistry } from '../../registry/guild-registry.ts';
import type { Storage } from '../../store/storage.ts';

/** The needs of the actions on Discord servers. */
export interface GuildDeps {
  store: Pick<Storage, 'putLinkCode' | 'takeLinkCode' | 'getMeta' | 'setMeta'>;
  directory: Directory;
  guilds: GuildRegistry;
  /** Of codes that link a Discord server; by its id. */
  linkAttempts: AttemptLimiter;
  clock: Clock;
}
