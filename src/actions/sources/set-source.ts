import { randomBytes } from 'node:crypto';
import type { Actor } from '../../model/api-key.ts';
import type { Category } from '../../model/category.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { getSource } from './get-source.ts';
import type { SourceReport } from './report-source.ts';
import { requireNotProvisionedSource, requireSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

/** All that may be said of a source. */
export interface SourceChange {
  /** Undefined: the one that is set stays, or Crier makes one up where that is its part. Secret. */
  secret?: string | undefined;
  /** The secrets before it stay valid, for as long as the platform may still use them. */
  keepPrevious: boolean;
  username?: string | undefined;
  category?: Category | undefined;
}

/** A source after it was set. */
export interface SourceSet extends SourceReport {
  /** Made up by Crier, told this once. Secret. */
  madeSecret: string | undefined;
}

/** With more, nobody would know which of them is still in use. */
const mostSecrets = 5;

/**
 * Switches a source on, or changes it.
 *
 * @throws CrierError `not_found` for a platform, `invalid_source` without a secret that the platform gives,
 *   `provisioned` where the operator set it.
 */
export async function setSource(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'samples' | 'store' | 'clock'>,
  actor: Actor,
  id: string,
  change: SourceChange,
): Promise<SourceSet> {
  requireScope(actor, 'admin');
  const source = requireSource(deps, id);
  const before = deps.registries.sources.find(actor.store, id);
  requireNotProvisionedSource(before);
  const given = change.secret?.trim();
  const isMade = given === undefined && before === undefined && source.secret.from === 'crier';
  const secret = isMade ? randomBytes(24).toString('base64url') : given;
  const kept = secret === undefined || change.keepPrevious ? (before?.secrets ?? []) : [];
  const secrets = [...new Set([...(secret === undefined ? [] : [secret]), ...kept])].slice(0, mostSecrets);
  if (secrets.length === 0 || secret === '') {
    throw new CrierError('invalid_source', `${source.title} signs what it sends: give its "${source.secret.name}".`, {
      errors: [{ path: 'secret', message: `expected the ${source.secret.name} that ${source.title} shows` }],
    });
  }
  const wanted = { store: actor.store, source: id, secrets, username: change.username, category: change.category };
  await deps.registries.sources.put(wanted, auditOf(actor, deps.clock.now(), 'set-source', `source ${id}`));
  return { ...(await getSource(deps, actor, id)), madeSecret: isMade ? secret : undefined };
}
