import type { Actor } from '../model/api-key.ts';
import type { SourceActivity } from '../model/received.ts';
import type { Source } from '../model/source.ts';
import type { EnabledSource } from '../registry/source-registry.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';
import { requireSource } from './require-source.ts';

/** A source as people see it; its secrets stay inside. */
export interface SourceReport {
  source: Source;
  /** Undefined: it is off. */
  enabled: (Omit<EnabledSource, 'secrets'> & { secretCount: number }) | undefined;
  activity: SourceActivity | undefined;
}

type Deps = Pick<ActionDeps, 'sources' | 'registries' | 'store'>;

/** All the sources that there are, those that are switched on first. */
export async function listSources(deps: Deps, actor: Actor): Promise<SourceReport[]> {
  requireScope(actor, 'read');
  const activity = await deps.store.listSourceActivity(actor.store);
  return [...deps.sources.values()]
    .map((source) => reportSource(deps, actor.store, source, activity))
    .sort((a, b) => Number(b.enabled !== undefined) - Number(a.enabled !== undefined));
}

/** One source. @throws CrierError `not_found`. */
export async function getSource(deps: Deps, actor: Actor, id: string): Promise<SourceReport> {
  requireScope(actor, 'read');
  const source = requireSource(deps, id);
  return reportSource(deps, actor.store, source, await deps.store.listSourceActivity(actor.store));
}

function reportSource(
  { registries }: Pick<Deps, 'registries'>,
  store: string,
  source: Source,
  activity: readonly SourceActivity[],
): SourceReport {
  const found = registries.sources.find(store, source.id);
  const { secrets, ...shown } = found ?? { secrets: [] };
  return {
    source,
    enabled: found === undefined ? undefined : { ...found, ...shown, secretCount: secrets.length },
    activity: activity.find((one) => one.source === source.id),
  };
}
