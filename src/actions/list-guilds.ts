import type { Actor } from '../model/api-key.ts';
import type { Guild } from '../model/guild.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

/** The Discord servers that the actor's store is linked to. */
export function listGuilds(deps: Pick<ActionDeps, 'registries'>, actor: Actor): Guild[] {
  requireScope(actor, 'read');
  return deps.registries.guilds.list(actor.store);
}
