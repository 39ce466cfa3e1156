import { deliveryWithAttemptsSchema, presentAttempt, presentDelivery } from '../../contract/delivery.ts';
import { presentEvent } from '../../contract/event.ts';
import { idParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/deliveries/{id}',
  tag: 'Deliveries',
  summary: 'One delivery, with its event and every attempt',
  scope: 'read',
  params: idParams('dlv'),
  answers: { 200: { description: 'The delivery', schema: deliveryWithAttemptsSchema } },
  async handle({ actor, params }, { actions }) {
    const { delivery, event, attempts, destination } = await actions.deliveries.get(actor, params.id);
    const body = {
      ...presentDelivery(delivery, destination),
      event: presentEvent(event),
      attempts: attempts.map(presentAttempt),
    };
    return { status: 200, body };
  },
});
