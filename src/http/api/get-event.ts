import { eventWithDeliveriesSchema, presentAttempt, presentDelivery } from '../../contract/delivery.ts';
import { presentEvent } from '../../contract/event.ts';
import { idParams } from '../../contract/params.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/events/{id}',
  tag: 'Events',
  summary: 'One event, with its deliveries and their attempts',
  scope: 'read',
  params: idParams('evt'),
  answers: {
    200: {
      description: 'The event',
      schema: eventWithDeliveriesSchema,
    },
  },
  async handle({ actor, params }, { actions }) {
    const { event, deliveries } = await actions.events.get(actor, params.id);
    return {
      status: 200,
      body: {
        ...presentEvent(event),
        deliveries: deliveries.map(({ delivery, attempts, destination }) => ({
          ...presentDelivery(delivery, destination),
          attempts: attempts.map(presentAttempt),
        })),
      },
    };
  },
});
