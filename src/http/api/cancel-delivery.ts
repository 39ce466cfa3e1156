import { z } from 'zod';
import { cancelDelivery } from '../../actions/cancel-delivery.ts';
import { idParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/deliveries/{id}/cancel',
  tag: 'Deliveries',
  summary: 'Do not deliver what still waits',
  scope: 'admin',
  params: idParams('dlv'),
  answers: {
    200: { description: 'Cancelled', schema: z.object({ id: z.string(), status: z.literal('cancelled') }) },
    409: { description: 'It no longer waits' },
  },
  async handle({ actor, params }, deps) {
    await cancelDelivery(deps, actor, params.id);
    return { status: 200, body: { id: params.id, status: 'cancelled' } };
  },
});
