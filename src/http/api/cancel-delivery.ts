import { z } from 'zod';
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
  async handle({ actor, params }, { actions }) {
    await actions.deliveries.cancel(actor, params.id);
    return { status: 200, body: { id: params.id, status: 'cancelled' } };
  },
});
