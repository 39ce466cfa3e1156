import { z } from 'zod';
import { testRoute } from '../../actions/test-route.ts';
import { operation } from '../operation.ts';
import { keyParams } from './_schemas.ts';

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
      schema: z.object({
        event_id: z.string(),
        delivery_id: z.string(),
        destination: z.string(),
        outcome: z.string(),
        reason: z.string().nullable(),
        status_code: z.int().nullable(),
        message_url: z.string().nullable(),
        latency_ms: z.int().nullable(),
      }),
    },
  },
  async handle({ actor, params }, deps) {
    const report = await testRoute(deps, actor, params.key);
    return {
      status: 200,
      body: {
        event_id: report.event,
        delivery_id: report.delivery,
        destination: report.destination,
        outcome: report.outcome,
        reason: report.reason ?? null,
        status_code: report.statusCode ?? null,
        message_url: report.messageUrl ?? null,
        latency_ms: report.latencyMs === undefined ? null : Math.round(report.latencyMs),
      },
    };
  },
});
