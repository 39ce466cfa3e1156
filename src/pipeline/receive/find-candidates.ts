import { didYouMean } from '../../lib/did-you-mean.ts';
import { CrierError } from '../../model/errors.ts';
import type { Source, SourceRequest } from '../../model/source.ts';
import type { Registries } from '../../registry/registries.ts';
import type { EnabledSource } from '../../registry/source-registry.ts';

/** A source that a request may be for, in one store. */
export interface Candidate {
  source: Source;
  enabled: EnabledSource;
}

interface Known {
  sources: ReadonlyMap<string, Source>;
  registries: Pick<Registries, 'stores' | 'sources'>;
}

/**
 * The sources that a request may be for: one, or that of every store where the address names no store.
 *
 * @returns at least one.
 * @throws CrierError `not_found` that says what is missing and how it is switched on.
 */
export function findCandidates(
  { store, source: id, request }: { store?: string | undefined; source?: string | undefined; request: SourceRequest },
  known: Known,
): Candidate[] {
  if (store === undefined) return inEveryStore(id, known);
  requireStore(store, known);
  return [id === undefined ? recognised(store, request, known) : named(store, id, known)];
}

function inEveryStore(id = '', { sources, registries }: Known): Candidate[] {
  const source = sources.get(id);
  const candidates = source === undefined ? [] : registries.sources.allOf(id).map((enabled) => ({ source, enabled }));
  if (candidates.length > 0) return candidates;
  throw new CrierError(
    'not_found',
    `No store has the source ${id} switched on. Run: npm run crier -- source add ${id}`,
  );
}

function requireStore(store: string, { registries: { stores } }: Known): void {
  if (stores.find(store) !== undefined) return;
  const guess = didYouMean(
    store,
    stores.list().map(({ id }) => id),
  );
  throw new CrierError('not_found', `There is no store "${store}". ${guess}`.trim());
}

function recognised(store: string, request: SourceRequest, { sources, registries }: Known): Candidate {
  for (const enabled of registries.sources.list(store)) {
    const source = sources.get(enabled.source);
    if (source?.recognises?.(request)) return { source, enabled };
  }
  throw new CrierError(
    'not_found',
    `No source of the store "${store}" recognises this request. Name it in the address: /in/${store}/<source>.`,
  );
}

function named(store: string, id: string, { sources, registries }: Known): Candidate {
  const source = sources.get(id);
  if (source === undefined) {
    const guess = didYouMean(id, [...sources.keys()]);
    throw new CrierError('not_found', `There is no source "${id}". ${guess}`.trim());
  }
  const enabled = registries.sources.find(store, id);
  if (enabled !== undefined) return { source, enabled };
  throw new CrierError(
    'not_found',
    `The source ${id} is not switched on for the store "${store}". Run: npm run crier -- source add ${id}`,
  );
}
