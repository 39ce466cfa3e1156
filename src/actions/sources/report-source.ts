import { judgeSource } from '../../doctor/judge-source.ts';
import type { Need } from '../../model/need.ts';
import type { SourceActivity } from '../../model/receipt.ts';
import type { Source } from '../../model/source.ts';
import type { EnabledSource } from '../../registry/source-registry.ts';
import { sampleNames } from './sample-names.ts';
import type { SourceDeps } from './source-deps.ts';

/** A source as people see it; its secrets stay inside. */
export interface SourceReport {
  source: Source;
  /** Undefined: it is off. */
  enabled: (Omit<EnabledSource, 'secrets'> & { secretCount: number }) | undefined;
  activity: SourceActivity | undefined;
  /** Undefined: it needs nobody. */
  need: Need | undefined;
  /** Names of the samples to try it with. */
  samples: string[];
}

/** A source of a store as it may be shown. */
export function reportSource(
  deps: Pick<SourceDeps, 'registries' | 'samples' | 'clock'>,
  store: string,
  source: Source,
  activity: readonly SourceActivity[],
): SourceReport {
  const found = deps.registries.sources.find(store, source.id);
  const own = activity.find((one) => one.source === source.id);
  return {
    source,
    enabled: found && withoutSecrets(found),
    activity: own,
    need: own && judgeSource({ ...own, title: source.title, isLost: found?.secrets.length === 0 }, deps.clock.now()),
    samples: sampleNames(deps, source.id),
  };
}

function withoutSecrets({ secrets, ...shown }: EnabledSource): SourceReport['enabled'] {
  return { ...shown, secretCount: secrets.length };
}
