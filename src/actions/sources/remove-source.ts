import type { Actor } from '../../model/api-key.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { requireEnabled, requireNotProvisionedSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

/** Switches a source off; what it has told stays. @throws CrierError `not_found`, `provisioned`. */
export async function removeSource(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'clock'>,
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
