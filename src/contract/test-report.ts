import { z } from 'zod';
import type { Route } from '../model/route.ts';

export const testReportSchema = z
  .object({
    event_id: z.string(),
    delivery_id: z.string(),
    destination: z.string(),
    route: z
      .string()
      .nullable()
      .describe('The route that was taken: another than the one that was asked for where that has none'),
    muted: z.boolean().describe('Whether that route is muted: then the test was sent, and events are not'),
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
  /** Undefined: of no route. */
  route?: Pick<Route, 'key' | 'muted'> | undefined;
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
    route: report.route?.key ?? null,
    muted: report.route?.muted ?? false,
    outcome: report.outcome,
    reason: report.reason ?? null,
    status_code: report.statusCode ?? null,
    message_url: report.messageUrl ?? null,
    latency_ms: report.latencyMs === undefined ? null : Math.round(report.latencyMs),
  };
}

/** The notes beside the outcome of a test, a sentence each. @param asked the key or category that was to be tested. */
export function testNotes(asked: string, route: string | null | undefined, muted: boolean | undefined): string[] {
  return [
    ...(!route || route === asked ? [] : [`Such events go by the route ${route}.`]),
    ...(muted ? [`The route ${route} is muted: this test was sent, its events are not.`] : []),
  ];
}
