import { clearedTestEventsSchema } from '../../contract/test-events.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'delete',
  path: '/v1/test-events',
  tag: 'Events',
  summary: 'Delete the events that the demo, samples and tests made',
  description:
    'All events whose "is_test" is true, with their deliveries and attempts; what waits is not sent any more. What stands in Discord stays there.',
  scope: 'admin',
  answers: { 200: { description: 'How many there were', schema: clearedTestEventsSchema } },
  async handle({ actor }, { actions }) {
    return { status: 200, body: await actions.events.clearTests(actor) };
  },
});
