import { operation } from '../operation.ts';
import { presentAttempt, presentDelivery, presentEvent } from './_present.ts';
import { deliveryWithAttemptsSchema, idParams } from './_schemas.ts';

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
