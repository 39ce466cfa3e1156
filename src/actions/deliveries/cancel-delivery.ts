import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { DeliveryDeps } from './delivery-deps.ts';

/** Cancels a delivery that waits. @throws CrierError `not_found`, or `wrong_state` where it no longer waits. */
export async function cancelDelivery(
  deps: Pick<DeliveryDeps, 'storage' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<void> {
  requireScope(actor, 'admin');
  const now = deps.clock.now();
  const was = await deps.storage.cancelDelivery(actor.store, id, now, auditOf(actor, now, 'cancel-delivery', id));
  if (was === undefined) throw new CrierError('not_found', `There is no delivery ${id} in the store "${actor.store}".`);
  if (was !== 'pending' && was !== 'unrouted') {
    throw new CrierError('wrong_state', `The delivery ${id} is ${was} already; only what waits can be cancelled.`);
  }
}
