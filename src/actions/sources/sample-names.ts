import type { SourceDeps } from './source-deps.ts';

/** The names of the samples of a source. */
export function sampleNames(deps: Pick<SourceDeps, 'samples'>, source: string): string[] {
  return deps.samples().flatMap((sample) => (sample.source === source ? [sample.name] : []));
}
