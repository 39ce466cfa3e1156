import { z } from 'zod';
import { deliveryPageSchema, filterShape, presentDelivery, toFilter } from '../../contract/delivery.ts';
import { presentEvent } from '../../contract/event.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/deliveries',
  tag: 'Deliveries',
  summary: 'The log, newest first',
  description:
    'One page looks at up to 50,000 deliveries. Where its filters fit rarely it may hold fewer than the limit, or none, and have a "next_cursor": go on with that. Only without a "next_cursor" is the log at its end.',
  scope: 'read',
  query: z.strictObject({
    ...filterShape,
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number({ error: 'expected 1 to 200' }).int().min(1).max(200).default(50),
  }),
  answers: {
    200: {
      description: 'A page of the log',
      schema: deliveryPageSchema,
    },
    503: { description: 'Too many searches and figures at once: wait for Retry-After' },
  },
  async handle({ actor, query, signal }, { actions }) {
    const { cursor, limit, ...filter } = query;
    const { rows, next } = await actions.deliveries.list(actor, toFilter(filter), { before: cursor, limit, signal });
    return {
      status: 200,
      body: {
        data: rows.map(({ delivery, event, destination }) => ({
          ...presentDelivery(delivery, destination),
          event: presentEvent(event),
        })),
        next_cursor: next ?? null,
      },
    };
  },
});
