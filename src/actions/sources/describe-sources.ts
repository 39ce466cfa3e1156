import type { Source } from '../../model/source.ts';
import { type Repeats, repeatsOf } from './repeats-of.ts';
import { sampleNames } from './sample-names.ts';
import type { SourceDeps } from './source-deps.ts';

/** A platform that Crier understands, with the names of its samples. */
export interface SourceDescription {
  source: Source;
  samples: string[];
  repeats: Repeats;
}

/** All platforms that Crier understands, for the pages that tell of them. Says nothing of any store. */
export function describeSources(deps: Pick<SourceDeps, 'sources' | 'samples'>): SourceDescription[] {
  const all = deps.samples();
  return [...deps.sources.values()].map((source) => ({
    source,
    samples: sampleNames(deps, source.id),
    repeats: repeatsOf(
      source,
      all.filter((sample) => sample.source === source.id),
    ),
  }));
}
