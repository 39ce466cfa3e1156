import { newId } from '../../lib/ids.ts';
import type { Actor } from '../../model/api-key.ts';
import type { DeliveryStatus } from '../../model/delivery.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { sendOn } from './send-on.ts';

/** A delivery that is on its way again; `replayOf` is set where a delivered one is repeated as a new delivery. */
export interface ReplayResult {
  id: string;
  replayOf?: string | undefined;
}

/**
 * Delivers one event again: a delivery that failed, is held or was cancelled goes back into its lane, a delivered one is repeated as a
 * new delivery. It is rendered anew.
 *
 * @param seen the status that it had for who asks, so that pressing twice does not repeat it; undefined: any.
 * @throws CrierError `not_found`, or `wrong_state` where it still waits or has another status than was seen.
 */
export async function replayDelivery(
  deps: Pick<DeliveryDeps, 'storage' | 'clock' | 'registries' | 'wake' | 'reroute'>,
  actor: Actor,
  id: string,
  seen?: DeliveryStatus | undefined,
): Promise<ReplayResult> {
  requireScope(actor, 'admin');
  const now = deps.clock.now();
  const audit = auditOf(actor, now, 'replay-delivery', id);
  const [replayed] = await deps.storage.replayDeliveries(actor.store, [id], [newId('dlv')], now, audit, seen);
  if (replayed === undefined) {
    const found = await deps.storage.getDelivery(actor.store, id);
    if (found === undefined)
      throw new CrierError('not_found', `There is no delivery ${id} in the store "${actor.store}".`);
    const { status } = found.delivery;
    const why =
      status === 'pending' || status === 'unrouted'
        ? 'it will be sent anyway'
        : seen !== undefined && seen !== status
          ? `it was ${seen} when you looked. Look again`
          : 'its endpoint was deleted';
    throw new CrierError('wrong_state', `The delivery ${id} is ${status}: ${why}.`);
  }
  await sendOn(deps, [replayed.destination]);
  return replayed;
}
