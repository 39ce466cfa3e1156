import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { GuildDeps } from './guild-deps.ts';

/**
 * Ends the link between a Discord server and the actor's store.
 *
 * @throws CrierError `not_found`, or `provisioned` where the operator set it.
 */
export async function unlinkGuild(
  deps: Pick<GuildDeps, 'registries' | 'clock'>,
  actor: Actor,
  guildId: string,
): Promise<void> {
  requireScope(actor, 'admin');
  const guild = deps.registries.guilds.find(actor.store, guildId);
  if (guild === undefined) {
    throw new CrierError(
      'not_found',
      `The store "${actor.store}" is not linked to a Discord server ${guildId}. "npm run crier -- guilds" lists those that it is linked to.`,
    );
  }
  if (guild.provisionedBy !== undefined) {
    throw new CrierError(
      'provisioned',
      `This Discord server is linked by ${guild.provisionedBy}. Take it out there and restart.`,
    );
  }
  const audit = auditOf(actor, deps.clock.now(), 'unlink-guild', `guild ${guildId}`, guild.name);
  await deps.registries.guilds.remove(actor.store, guildId, audit);
}
