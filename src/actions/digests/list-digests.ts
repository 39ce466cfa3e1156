import type { Actor } from '../../model/api-key.ts';
import { type Digest, digestPeriods } from '../../model/digest.ts';
import { requireScope } from '../require-scope.ts';
import type { DigestDeps } from './digest-deps.ts';

/** The digests that the actor's store is told, daily before weekly; what is off is not among them. */
export async function listDigests(deps: Pick<DigestDeps, 'storage'>, actor: Actor): Promise<Digest[]> {
  requireScope(actor, 'read');
  const all = await deps.storage.listDigests();
  return digestPeriods.flatMap((period) => all.filter((one) => one.store === actor.store && one.period === period));
}
