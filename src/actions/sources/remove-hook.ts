import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { requireEnabled, requireNotProvisionedSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

/**
 * Takes a webhook of a source away; what is sent to it is refused from then on, unless it was the last.
 *
 * @throws CrierError `not_found`, `provisioned`.
 */
export async function removeHook(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'clock'>,
  actor: Actor,
  source: string,
  id: string,
): Promise<void> {
  requireScope(actor, 'admin');
  const before = requireEnabled(deps, actor, source);
  requireNotProvisionedSource(before);
  const { [id]: name, ...hooks } = before.hooks ?? {};
  if (name === undefined) throw new CrierError('not_found', `The source ${source} has no webhook ${id}.`);
  const audit = auditOf(actor, deps.clock.now(), 'remove-hook', `source ${source}`, `${id} ${name}`);
  await deps.registries.sources.put({ ...before, hooks }, audit);
}
