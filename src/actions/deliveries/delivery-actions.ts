import { bind } from '../bind.ts';
import { acknowledgeDelivery } from './acknowledge-delivery.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { getDelivery } from './get-delivery.ts';
import { listDeliveries } from './list-deliveries.ts';
import { replayDeliveries } from './replay-deliveries.ts';
import { replayDelivery } from './replay-delivery.ts';

/** The actions on deliveries. */
export const deliveryActions = (deps: DeliveryDeps) => ({
  list: bind(deps, listDeliveries),
  get: bind(deps, getDelivery),
  replay: bind(deps, replayDelivery),
  replayAll: bind(deps, replayDeliveries),
  cancel: bind(deps, cancelDelivery),
  acknowledge: bind(deps, acknowledgeDelivery),
});
