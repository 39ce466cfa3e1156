import { categories } from '../../model/category.ts';
import { CrierError } from '../../model/errors.ts';
import type { Proof, SourceRequest, SourceSettings, SourceTools } from '../../model/source.ts';
import type { Registries } from '../../registry/registries.ts';
import { type EnabledSource, secretsAt } from '../../registry/source-registry.ts';
import type { Candidate } from './find-candidates.ts';

/** A candidate with what its source says of the request. */
export interface Proven extends Candidate {
  settings: SourceSettings;
  proof: Proof;
}

interface ProveDeps {
  registries: Pick<Registries, 'stores'>;
  tools: SourceTools;
}

/**
 * The first candidate that believes the request; where none does, the first.
 *
 * @param candidates at least one.
 * @throws CrierError `invalid_request` for a category in the address that there is not.
 */
export async function proveFirst(
  candidates: readonly Candidate[],
  request: SourceRequest,
  { registries, tools }: ProveDeps,
): Promise<Proven> {
  let first: Proven | undefined;
  for (const { source, enabled } of candidates) {
    const settings = settingsOf(enabled, request, registries);
    const proven = { source, enabled, settings, proof: await source.prove(request, settings, tools) };
    if (proven.proof.ok) return proven;
    first ??= proven;
  }
  if (first === undefined) throw new Error('there was nobody to ask');
  return first;
}

function settingsOf(
  enabled: EnabledSource,
  request: SourceRequest,
  { stores }: ProveDeps['registries'],
): SourceSettings {
  const { store, username, category, hooks } = enabled;
  const named = request.query['category'];
  const known = categories.find((one) => one === named);
  if (named !== undefined && known === undefined) {
    throw new CrierError('invalid_request', `The address says category=${named.slice(0, 50)}, which is none.`, {
      errors: [{ path: 'category', message: `expected one of ${categories.join(', ')}` }],
    });
  }
  const secrets = secretsAt(enabled, request.receivedAt);
  return { secrets, username, hooks, category: known ?? category, currency: stores.find(store)?.currency ?? 'EUR' };
}
