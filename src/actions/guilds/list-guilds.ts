import type { Actor } from '../../model/api-key.ts';
import type { Guild } from '../../model/guild.ts';
import { requireScope } from '../require-scope.ts';
import type { GuildDeps } from './guild-deps.ts';

/** The Discord servers that the actor's store is linked to. */
export function listGuilds(deps: Pick<GuildDeps, 'registries'>, actor: Actor): Guild[] {
  requireScope(actor, 'read');
  return deps.registries.guilds.list(actor.store);
}
