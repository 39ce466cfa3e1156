import { z } from 'zod';
import { listSources } from '../../actions/list-sources.ts';
import { operation } from '../operation.ts';
import { presentSource, sampleNames, sourceSchema } from './_sources.ts';

export default operation({
  method: 'get',
  path: '/v1/sources',
  tag: 'Sources',
  summary: 'The platforms that Crier understands, those that are switched on first',
  scope: 'read',
  answers: {
    200: { description: 'The sources', schema: z.object({ data: z.array(sourceSchema), next_cursor: z.null() }) },
  },
  async handle({ actor, request }, deps) {
    const samples = deps.samples();
    const data = (await listSources(deps, actor)).map((report) =>
      presentSource(report, actor.store, {
        publicUrl: deps.publicUrl,
        samples: sampleNames(samples, report.source.id),
        request,
      }),
    );
    return { status: 200, body: { data, next_cursor: null } };
  },
});
