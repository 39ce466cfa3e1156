import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { KeyDeps } from './key-deps.ts';

/**
 * Ends an API key at once.
 *
 * @throws CrierError `not_found`, `provisioned` where the operator set it, or `forbidden` for a key with the scope
 *   `installation`, where the actor does not hold it.
 */
export async function revokeKey(deps: Pick<KeyDeps, 'registries' | 'clock'>, actor: Actor, id: string): Promise<void> {
  requireScope(actor, 'admin');
  const key = deps.registries.apiKeys.find(actor.store, id);
  if (key === undefined) throw new CrierError('not_found', `There is no API key ${id} in the store "${actor.store}".`);
  if (key.scopes.includes('installation')) requireScope(actor, 'installation');
  if (key.provisionedBy !== undefined) {
    throw new CrierError('provisioned', `This API key is set in ${key.provisionedBy}. Take it out there and restart.`);
  }
  const now = deps.clock.now();
  await deps.registries.apiKeys.remove(
    actor.store,
    id,
    auditOf(actor, now, 'revoke-key', `key ${key.prefix}…`, key.name),
  );
}
