import { z } from 'zod';

export const testReportSchema = z
  .object({
    event_id: z.string(),
    delivery_id: z.string(),
    destination: z.string(),
    route: z.string().nullable().describe('The key of the route that was taken'),
    copied_to: z.array(z.string()).describe('Keys of the routes that were told too; this report is about the first'),
    outcome: z.string(),
    reason: z.string().nullable(),
    status_code: z.int().nullable(),
    message_url: z.string().nullable(),
    latency_ms: z.int().nullable(),
  })
  .meta({ id: 'TestReport' });

/** The outcome of a test. */
export interface TestReport {
  event: string;
  delivery: string;
  destination: string;
  /** The key of the route that was taken; undefined for an endpoint. */
  route?: string | undefined;
  /** Keys of the routes that were told too; the outcome is that of the first. */
  copiedTo: readonly string[];
  outcome: string;
  reason?: string | undefined;
  statusCode?: number | undefined;
  messageUrl?: string | undefined;
  latencyMs?: number | undefined;
}

/** The outcome of a test as the API answers it. */
export function presentTest(report: TestReport): z.infer<typeof testReportSchema> {
  return {
    event_id: report.event,
    delivery_id: report.delivery,
    destination: report.destination,
    route: report.route ?? null,
    copied_to: [...report.copiedTo],
    outcome: report.outcome,
    reason: report.reason ?? null,
    status_code: report.statusCode ?? null,
    message_url: report.messageUrl ?? null,
    latency_ms: report.latencyMs === undefined ? null : Math.round(report.latencyMs),
  };
}
