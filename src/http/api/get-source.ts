import { getSource } from '../../actions/list-sources.ts';
import { operation } from '../operation.ts';
import { presentSource, sampleNames, sourceParams, sourceSchema } from './_sources.ts';

export default operation({
  method: 'get',
  path: '/v1/sources/{source}',
  tag: 'Sources',
  summary: 'One source: its address, what to do on the platform, and how it does',
  scope: 'read',
  params: sourceParams,
  answers: { 200: { description: 'The source', schema: sourceSchema } },
  async handle({ actor, params, request }, deps) {
    const report = await getSource(deps, actor, params.source);
    const samples = sampleNames(deps.samples(), params.source);
    return {
      status: 200,
      body: presentSource(report, actor.store, { publicUrl: deps.publicUrl, samples, request }),
    };
  },
});
