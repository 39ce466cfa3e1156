import { formatDuration } from '../../lib/duration.ts';
import { readShortCode } from '../../lib/short-code.ts';
import { CrierError } from '../../model/errors.ts';
import type { Store } from '../../model/store.ts';
import { auditOf } from '../audit-of.ts';
import type { GuildDeps } from './guild-deps.ts';
import { hashLinkCode } from './hash-link-code.ts';

/**
 * Links a Discord server to the store that a code is of. Who holds the code may: it was told to an admin of the store.
 *
 * @param wanted.by who asks, as in Actor.
 * @throws CrierError `not_found` for a wrong or expired code; `too_many_requests` after five of them from one server.
 */
export async function linkGuild(
  deps: GuildDeps,
  { code, guildId, guildName, by }: { code: string; guildId: string; guildName?: string | undefined; by: string },
): Promise<Store> {
  const waitMs = deps.linkAttempts.spend(guildId);
  if (waitMs !== undefined) {
    const seconds = Math.ceil(waitMs / 1_000);
    throw new CrierError(
      'too_many_requests',
      `Too many wrong codes came from this server. Try again in ${formatDuration(seconds * 1_000)}.`,
      { retryAfterSeconds: seconds },
    );
  }
  const read = readShortCode(code);
  const now = deps.clock.now();
  const id = read === undefined ? undefined : await deps.storage.takeLinkCode(hashLinkCode(read), now);
  const store = id === undefined ? undefined : deps.registries.stores.find(id);
  if (store === undefined) {
    throw new CrierError(
      'not_found',
      'This code is wrong, used up or older than 10 minutes. Make a new one with: npm run crier -- link',
    );
  }
  deps.linkAttempts.giveBack(guildId);
  // A link of the operator's stays the operator's.
  const before = deps.registries.guilds.find(store.id, guildId);
  if (before?.provisionedBy !== undefined) return store;
  const actor = { name: by, store: store.id, scopes: [] };
  await deps.registries.guilds.put(
    // Linked again, it keeps its place: the first store of a server is the one that commands are for.
    { id: guildId, store: store.id, name: guildName, linkedAt: before?.linkedAt ?? now, linkedBy: by },
    auditOf(actor, now, 'link-guild', `guild ${guildId}`, guildName),
  );
  return store;
}
