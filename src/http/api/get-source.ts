import { sourceParams } from '../../contract/params.ts';
import { sourceSchema } from '../../contract/source.ts';
import { operation } from '../operation.ts';
import { showSource } from './_show-source.ts';

export default operation({
  method: 'get',
  path: '/v1/sources/{source}',
  tag: 'Sources',
  summary: 'One source: its address, what to do on the platform, and how it does',
  scope: 'read',
  params: sourceParams,
  answers: { 200: { description: 'The source', schema: sourceSchema } },
  async handle({ actor, params, request }, { actions, publicUrl }) {
    const report = await actions.sources.get(actor, params.source);
    return { status: 200, body: showSource(report, { actor, request, publicUrl }) };
  },
});
