import type { Source } from '../../model/source.ts';
import { sampleNames } from './sample-names.ts';
import type { SourceDeps } from './source-deps.ts';

/** A platform that Crier understands, with the names of its samples. */
export interface SourceDescription {
  source: Source;
  samples: string[];
}

/** All platforms that Crier understands, for the pages that tell of them. Says nothing of any store. */
export function describeSources(deps: Pick<SourceDeps, 'sources' | 'samples'>): SourceDescription[] {
  return [...deps.sources.values()].map((source) => ({ source, samples: sampleNames(deps, source.id) }));
}
