import type { Actor } from '../model/api-key.ts';
import { type ActionDeps, auditOf } from './action-deps.ts';
import { requireScope } from './require-scope.ts';
import { requireEnabled, requireNotProvisionedSource } from './require-source.ts';

/** Switches a source off; what it has told stays. @throws CrierError `not_found`, `provisioned`. */
export async function removeSource(
  deps: Pick<ActionDeps, 'sources' | 'registries' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<void> {
  requireScope(actor, 'admin');
  requireNotProvisionedSource(requireEnabled(deps, actor, id));
  await deps.registries.sources.remove(
    actor.store,
    id,
    auditOf(actor, deps.clock.now(), 'remove-source', `source ${id}`),
  );
}
