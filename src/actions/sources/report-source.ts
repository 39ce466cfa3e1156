import { judgeSource } from '../../doctor/judge-source.ts';
import type { Need } from '../../model/need.ts';
import type { SourceActivity } from '../../model/receipt.ts';
import type { Source } from '../../model/source.ts';
import type { EnabledSource } from '../../registry/source-registry.ts';
import { sampleNames } from './sample-names.ts';
import type { SourceDeps } from './source-deps.ts';

interface ShownSecrets {
  secretCount: number;
  /** The time until which the renewed ones count too, in epoch milliseconds. */
  oldSecretsUntil: number | undefined;
}

/** A source as people see it; its secrets stay inside. */
export interface SourceReport {
  source: Source;
  /** Undefined: it is off. */
  enabled: (Omit<EnabledSource, 'secrets' | 'oldSecrets'> & ShownSecrets) | undefined;
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
    enabled: found && withoutSecrets(found, deps.clock.now()),
    activity: own,
    need: own && judgeSource({ ...own, title: source.title, isLost: found?.secrets.length === 0 }, deps.clock.now()),
    samples: sampleNames(deps, source.id),
  };
}

function withoutSecrets({ secrets, oldSecrets = [], ...shown }: EnabledSource, now: number): SourceReport['enabled'] {
  const ends = oldSecrets.map(({ until }) => until).filter((until) => until > now);
  const oldSecretsUntil = ends.length === 0 ? undefined : Math.max(...ends);
  return { ...shown, secretCount: secrets.length + ends.length, oldSecretsUntil };
}
