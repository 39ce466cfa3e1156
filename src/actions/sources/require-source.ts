import { didYouMean } from '../../lib/did-you-mean.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Source } from '../../model/source.ts';
import type { EnabledSource } from '../../registry/source-registry.ts';
import type { SourceDeps } from './source-deps.ts';

/** The platform. @throws CrierError `not_found`. */
export function requireSource(deps: Pick<SourceDeps, 'sources'>, id: string): Source {
  const source = deps.sources.get(id);
  if (source !== undefined) return source;
  const ids = [...deps.sources.keys()];
  const guess = didYouMean(id, ids) || `There are: ${ids.join(', ')}.`;
  throw new CrierError('not_found', `There is no source "${id}". ${guess}`.trim());
}

/** The source as the actor's store has switched it on. @throws CrierError `not_found`. */
export function requireEnabled(
  deps: Pick<SourceDeps, 'sources' | 'registries'>,
  actor: Actor,
  id: string,
): EnabledSource {
  requireSource(deps, id);
  const enabled = deps.registries.sources.find(actor.store, id);
  if (enabled !== undefined) return enabled;
  throw new CrierError(
    'not_found',
    `The source ${id} is not switched on for the store "${actor.store}". Run: npm run crier -- source add ${id}`,
  );
}

/** The address of a webhook of its own. @throws CrierError `not_found`, `invalid_source` where it has none. */
export function requireHooks(deps: Pick<SourceDeps, 'sources'>, id: string): NonNullable<Source['hookPath']> {
  const { title, hookPath } = requireSource(deps, id);
  if (hookPath !== undefined) return hookPath;
  throw new CrierError('invalid_source', `${title} has one address; webhooks by name are for botghost.`);
}

/** @throws CrierError `provisioned`, naming the place where it is set. */
export function requireNotProvisionedSource(enabled: EnabledSource | undefined): void {
  if (enabled?.provisionedBy === undefined) return;
  throw new CrierError(
    'provisioned',
    `The source ${enabled.source} is set in ${enabled.provisionedBy}. Change it there and restart, or take it out there first.`,
  );
}
