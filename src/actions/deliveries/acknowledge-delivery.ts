import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { DeliveryDeps } from './delivery-deps.ts';

/**
 * Writes down that somebody has seen what happened and takes care of it; changes nothing else.
 *
 * @throws CrierError `not_found`.
 */
export async function acknowledgeDelivery(
  deps: Pick<DeliveryDeps, 'storage' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<void> {
  requireScope(actor, 'admin');
  const found = await deps.storage.getDelivery(actor.store, id);
  if (found === undefined) {
    throw new CrierError('not_found', `There is no delivery ${id} in the store "${actor.store}" any more.`);
  }
  await deps.storage.addAudit(auditOf(actor, deps.clock.now(), 'acknowledge-delivery', id));
}
