import { listOf } from '../../contract/parts.ts';
import { sourceSchema } from '../../contract/source.ts';
import { operation } from '../operation.ts';
import { showSource } from './_show-source.ts';

export default operation({
  method: 'get',
  path: '/v1/sources',
  tag: 'Sources',
  summary: 'The platforms that Crier understands, those that are switched on first',
  scope: 'read',
  answers: {
    200: { description: 'The sources', schema: listOf(sourceSchema) },
  },
  async handle({ actor, request }, { actions, publicUrl }) {
    const reports = await actions.sources.list(actor);
    const data = reports.map((report) => showSource(report, { actor, request, publicUrl }));
    return { status: 200, body: { data, next_cursor: null } };
  },
});
