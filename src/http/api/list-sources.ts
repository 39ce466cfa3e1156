import { z } from 'zod';
import { operation } from '../operation.ts';
import { presentSource, sourceSchema } from './_sources.ts';

export default operation({
  method: 'get',
  path: '/v1/sources',
  tag: 'Sources',
  summary: 'The platforms that Crier understands, those that are switched on first',
  scope: 'read',
  answers: {
    200: { description: 'The sources', schema: z.object({ data: z.array(sourceSchema), next_cursor: z.null() }) },
  },
  async handle({ actor, request }, { actions, publicUrl }) {
    const reports = await actions.sources.list(actor);
    const data = reports.map((report) => presentSource(report, actor.store, { publicUrl, request }));
    return { status: 200, body: { data, next_cursor: null } };
  },
});
