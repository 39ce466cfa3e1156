import type { Actor } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import { reportSource, type SourceReport } from './report-source.ts';
import { requireSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

/** One source. @throws CrierError `not_found`. */
export async function getSource(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'samples' | 'storage' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<SourceReport> {
  requireScope(actor, 'read');
  const source = requireSource(deps, id);
  return reportSource(deps, actor.store, source, await deps.storage.listSourceActivity(actor.store));
}
