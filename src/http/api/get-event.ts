import { z } from 'zod';
import { operation } from '../operation.ts';
import { presentAttempt, presentDelivery, presentEvent } from './_present.ts';
import { attemptSchema, deliverySchema, eventSchema, idParams } from './_schemas.ts';

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
      schema: eventSchema.extend({
        deliveries: z.array(deliverySchema.extend({ attempts: z.array(attemptSchema) })),
      }),
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
