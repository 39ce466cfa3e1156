import { testEventCountSchema } from '../../contract/test-events.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/test-events',
  tag: 'Events',
  summary: 'How many events the demo, samples and tests made',
  scope: 'read',
  answers: {
    200: { description: 'The events, and their deliveries that wait', schema: testEventCountSchema },
    422: { description: 'There are too many to count' },
    503: { description: 'Too many searches and figures at once: wait for Retry-After' },
  },
  async handle({ actor, signal }, { actions }) {
    return { status: 200, body: await actions.events.countTests(actor, { signal }) };
  },
});
