import { nearestWord } from '../../lib/did-you-mean.ts';
import { categories } from '../../model/category.ts';
import { samples } from '../../samples/events.ts';

/** A sentence for each wanted event type that nobody knows and that is near one that is known: it may be misspelt. */
export function warningsOf(events: readonly string[]): string[] {
  const types = [...samples.keys()];
  const known = new Set<string>([...types, ...categories, '*']);
  return events.flatMap((event) => {
    const beginning = event.endsWith('.*') ? event.slice(0, -2) : undefined;
    if (known.has(event) || types.some((type) => type.startsWith(`${beginning}.`))) return [];
    const beginnings = types.flatMap((type) => type.split('.').slice(0, 1));
    const nearest = beginning === undefined ? nearestWord(event, known) : nearestWord(beginning, beginnings);
    const meant = beginning === undefined ? nearest : `${nearest}.*`;
    return nearest === undefined
      ? []
      : [`"${event}" is no event type that Crier knows. Did you mean "${meant}"? Types of your own are fine.`];
  });
}
