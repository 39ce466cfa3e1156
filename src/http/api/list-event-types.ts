import { eventTypeSchema, presentEventType } from '../../contract/event-type.ts';
import { listOf } from '../../contract/parts.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/event-types',
  tag: 'Events',
  summary: 'The event types that Crier knows, and the names of data that their messages show',
  description: 'Any other type is taken too, and told by its words. The same as a page: /docs/events.',
  scope: 'read',
  answers: { 200: { description: 'The types, by category and name', schema: listOf(eventTypeSchema) } },
  async handle(_input, { actions }) {
    return { status: 200, body: { data: actions.events.types().map(presentEventType), next_cursor: null } };
  },
});
