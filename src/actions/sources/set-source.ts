import type { SourceChange } from '../../contract/source.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { getSource } from './get-source.ts';
import { makeSourceSecret, requireFit } from './make-source-secret.ts';
import type { SourceReport } from './report-source.ts';
import { requireHooks, requireNotProvisionedSource, requireSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

/** A source after it was set. */
export interface SourceSet extends SourceReport {
  /** The secret that Crier made up, shown this once. Secret. */
  madeSecret: string | undefined;
}

/** The most secrets: with more, nobody would know which of them is still in use. */
const mostSecrets = 5;

/**
 * Switches a source on, or changes what is named of it.
 *
 * @param change what it does not name stays, null takes away; without a secret Crier makes one up where that is its
 *   part; `keepPrevious`: the secrets before it stay valid, for as long as the platform may still use them.
 * @throws CrierError `not_found` for a platform, `invalid_source` without a secret that the platform gives
 *   or for one that cannot be, `provisioned` where the operator set it.
 */
export async function setSource(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'samples' | 'storage' | 'clock'>,
  actor: Actor,
  id: string,
  change: SourceChange,
): Promise<SourceSet> {
  requireScope(actor, 'admin');
  const source = requireSource(deps, id);
  const before = deps.registries.sources.find(actor.store, id);
  requireNotProvisionedSource(before);
  const { secret: given, keepPrevious = false } = change;
  const isMade = given === undefined && !before?.secrets.length && source.secret.from === 'crier';
  const secret = isMade ? makeSourceSecret() : given;
  if (secret !== undefined) requireFit(source, secret);
  if (change.hooks) requireHooks(deps, id);
  const kept = secret === undefined || keepPrevious ? (before?.secrets ?? []) : [];
  const secrets = [...new Set([...(secret === undefined ? [] : [secret]), ...kept])].slice(0, mostSecrets);
  if (secrets.length === 0) {
    throw new CrierError('invalid_source', `${source.title} signs what it sends: give its "${source.secret.name}".`, {
      errors: [{ path: 'secret', message: `expected the ${source.secret.name} that ${source.title} shows` }],
    });
  }
  const { username = before?.username, category = before?.category, hooks = before?.hooks } = change;
  const wanted = {
    store: actor.store,
    source: id,
    secrets,
    // A secret that is set alone ends those before it at once.
    oldSecrets: secret === undefined || keepPrevious ? before?.oldSecrets : undefined,
    username: username ?? undefined,
    category: category ?? undefined,
    hooks: hooks ?? undefined,
  };
  await deps.registries.sources.put(wanted, auditOf(actor, deps.clock.now(), 'set-source', `source ${id}`));
  return { ...(await getSource(deps, actor, id)), madeSecret: isMade ? secret : undefined };
}
