import { keyParams } from '../../contract/params.ts';
import { presentTest, testReportSchema } from '../../contract/test-report.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/routes/{key}/test',
  tag: 'Routes',
  summary: 'Send a test message and tell its outcome',
  scope: 'admin',
  params: keyParams,
  answers: {
    200: {
      description: 'What the first attempt came to; "waiting" where others are in front of it',
      schema: testReportSchema,
    },
  },
  async handle({ actor, params }, { actions }) {
    return { status: 200, body: presentTest(await actions.routes.test(actor, params.key)) };
  },
});
