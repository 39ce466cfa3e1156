import type { Actor } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import { reportSource, type SourceReport } from './report-source.ts';
import type { SourceDeps } from './source-deps.ts';

/** All the sources that there are, those that are switched on first. */
export async function listSources(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'samples' | 'storage' | 'clock'>,
  actor: Actor,
): Promise<SourceReport[]> {
  requireScope(actor, 'read');
  const activity = await deps.storage.listSourceActivity(actor.store);
  return [...deps.sources.values()]
    .map((source) => reportSource(deps, actor.store, source, activity))
    .sort((a, b) => Number(b.enabled !== undefined) - Number(a.enabled !== undefined));
}
