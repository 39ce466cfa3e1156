import { z } from 'zod';
import { getEvent } from '../../actions/get-event.ts';
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
  async handle({ actor, params }, deps) {
    const { event, deliveries } = await getEvent(deps, actor, params.id);
    return {
      status: 200,
      body: {
        ...presentEvent(event),
        deliveries: deliveries.map(({ delivery, attempts }) => ({
          ...presentDelivery(delivery, deps.registries.destinations),
          attempts: attempts.map(presentAttempt),
        })),
      },
    };
  },
});
