import { sourceParams } from '../../contract/params.ts';
import { listOf } from '../../contract/parts.ts';
import { refusedSchema } from '../../contract/received.ts';
import { iso } from '../../lib/iso.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'get',
  path: '/v1/sources/{source}/refused',
  tag: 'Sources',
  summary: 'The last hundred requests that a source did not take, and why',
  scope: 'read',
  params: sourceParams,
  answers: {
    200: {
      description: 'The refused requests, newest first',
      schema: listOf(refusedSchema),
    },
  },
  async handle({ actor, params }, { actions }) {
    const refused = await actions.sources.listRefused(actor, params.source);
    const data = refused.map((one) => ({ ...one, at: iso(one.at) }));
    return { status: 200, body: { data, next_cursor: null } };
  },
});
