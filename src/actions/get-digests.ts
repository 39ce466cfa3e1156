import type { Actor } from '../model/api-key.ts';
import { type Digest, digestPeriods } from '../model/digest.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

/** The digests that the actor's store is told, daily before weekly; what is off is not among them. */
export async function getDigests(deps: Pick<ActionDeps, 'store'>, actor: Actor): Promise<Digest[]> {
  requireScope(actor, 'read');
  const all = await deps.store.listDigests();
  return digestPeriods.flatMap((period) => all.filter((one) => one.store === actor.store && one.period === period));
}
