import { z } from 'zod';
import { requestPreviewSchema } from '../../contract/endpoint.ts';
import { endpointFields } from '../../contract/endpoint-fields.ts';
import { endpointParams } from '../../contract/params.ts';
import { zodCodec } from '../../contract/schemas.ts';
import { presentTest, testReportSchema } from '../../contract/test-report.ts';
import { operation } from '../operation.ts';

/** A test sends what means nothing; what would be shown is not sent by accident. */
function onlyShown(asked: { dry_run: boolean; event?: unknown; body?: unknown }, context: z.RefinementCtx): void {
  if (asked.dry_run) return;
  for (const key of ['event', 'body'] as const) {
    if (asked[key] === undefined) continue;
    context.addIssue({
      code: 'custom',
      path: [key],
      message: 'expected "dry_run": true beside it; a test sends a sample',
    });
  }
}

export default operation({
  method: 'post',
  path: '/v1/endpoints/{id}/test',
  tag: 'Endpoints',
  summary: 'Send a test event and tell its outcome, or show the request',
  description:
    'Without a type, an event of the type crier.test is sent, which means nothing to anybody. It is tried once. With dry_run nothing is sent: the answer is the request as it would be made for an event of the log or a sample, its secrets masked.',
  scope: 'admin',
  params: endpointParams,
  body: z
    .strictObject({
      type: z.string().max(100).optional().describe('Of the sample to send'),
      dry_run: z.boolean().default(false).describe('Show the request, send nothing'),
      event: z.string().max(64).optional().describe('With dry_run: id of an event of the log, evt_…'),
      body: zodCodec(endpointFields.body.codec)
        .nullable()
        .optional()
        .describe("With dry_run: a template to try instead of the endpoint's own"),
    })
    .superRefine(onlyShown),
  example: { type: 'payment.completed' },
  answers: {
    200: {
      description: 'What the attempt came to; with dry_run the request',
      schema: z.union([testReportSchema, requestPreviewSchema]),
    },
  },
  async handle({ actor, params, body: asked }, { actions }) {
    const { type, event, dry_run } = asked;
    if (!dry_run) return { status: 200, body: presentTest(await actions.endpoints.test(actor, params.id, type)) };
    const preview = { type, event, body: asked.body ?? undefined };
    return { status: 200, body: await actions.endpoints.preview(actor, params.id, preview) };
  },
});
