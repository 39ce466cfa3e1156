import type { Source, SourceSample } from '../../model/source.ts';

/** Our types of a source's events: those that are recognised when they are sent again, and those that are told again. */
export interface Repeats {
  toldOnce: readonly string[];
  toldAgain: readonly string[];
}

/** The repeats of a source as its samples show them: an event whose id is the same a day later is recognised. */
export function repeatsOf(source: Source, samples: readonly SourceSample[]): Repeats {
  const toldOnce = new Set<string>();
  const toldAgain = new Set<string>();
  for (const sample of samples) {
    const later = eventsOf(source, sample, 86_400_000);
    for (const [index, { type, id }] of eventsOf(source, sample, 0).entries()) {
      (id !== undefined && later[index]?.id === id ? toldOnce : toldAgain).add(type);
    }
  }
  return { toldOnce: [...toldOnce].filter((type) => !toldAgain.has(type)), toldAgain: [...toldAgain] };
}

function eventsOf(source: Source, { headers, body }: SourceSample, receivedAt: number) {
  return source.translate({ body, headers, query: {}, receivedAt }, { secrets: [], currency: 'EUR' }).events;
}
