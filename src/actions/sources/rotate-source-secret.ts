import type { Actor } from '../../model/api-key.ts';
import { secretOverlapMs } from '../../model/endpoint.ts';
import { CrierError } from '../../model/errors.ts';
import { secretsAt } from '../../registry/source-registry.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { makeSourceSecret, requireFit } from './make-source-secret.ts';
import { requireEnabled, requireNotProvisionedSource, requireSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

export interface RotatedSourceSecret {
  /** The new secret, shown this once. Secret. */
  secret: string;
  /** The time until which those before it count too; epoch milliseconds. */
  oldUntil: number;
}

/** The most that count beside the newest: with more, nobody would know which of them is still in use. */
const mostOld = 4;

/**
 * Gives a source a new secret. Those before it count for 24 hours more, so that the sender can be changed meanwhile.
 *
 * @param wanted the new secret; undefined: one is made up, where that is the part of Crier.
 * @throws CrierError `not_found`, `provisioned`, `invalid_source` where the platform makes the secret and none is said.
 */
export async function rotateSourceSecret(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'clock'>,
  actor: Actor,
  id: string,
  wanted?: string | undefined,
): Promise<RotatedSourceSecret> {
  requireScope(actor, 'admin');
  const source = requireSource(deps, id);
  const before = requireEnabled(deps, actor, id);
  requireNotProvisionedSource(before);
  if (wanted === undefined && source.secret.from === 'platform') {
    const message = `${source.title} makes the "${source.secret.name}": change it there, and give the new one.`;
    throw new CrierError('invalid_source', message, { errors: [{ path: 'secret', message: 'expected the new one' }] });
  }
  const secret = wanted ?? makeSourceSecret();
  requireFit(source, secret);
  const now = deps.clock.now();
  const oldUntil = now + secretOverlapMs;
  const old = secretsAt(before, now).filter((one) => one !== secret);
  const untilOf = (one: string) => before.oldSecrets?.find((known) => known.secret === one)?.until ?? oldUntil;
  const oldSecrets = old.slice(0, mostOld).map((one) => ({ secret: one, until: untilOf(one) }));
  const audit = auditOf(actor, now, 'rotate-source-secret', `source ${id}`);
  await deps.registries.sources.put({ ...before, secrets: [secret], oldSecrets }, audit);
  return { secret, oldUntil };
}
