import { z } from 'zod';
import type { EndpointReport } from '../../actions/list-endpoints.ts';
import type { EndpointChange } from '../../actions/set-endpoint.ts';
import { presentDestination } from '../../contract/destination.ts';
import { parseDuration, shortDuration } from '../../lib/duration.ts';
import { defaultConcurrency, endpointNameForm, mostConcurrency, signatureForms } from '../../model/endpoint.ts';
import { severities } from '../../model/event.ts';
import { presetOf, type RetryPreset, retryPresetNames, retryPresets } from '../../model/retry-presets.ts';
import { isSubscribable, subscriptionForm } from '../../model/subscription.ts';

// What the operations of endpoints share.

const time = z.iso.datetime().describe('RFC 3339, UTC');

export const endpointParams = z.object({ id: z.string().min(1).max(100).describe('Its id, dst_…, or its name') });

const duration = z.string().transform((text, context) => {
  const parsed = parseDuration(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: 'expected a duration such as "30s", "5m" or "2h"' });
  return z.NEVER;
});

const retry = z
  .union([z.enum(retryPresetNames), z.array(duration).max(100)], {
    error: `expected ${retryPresetNames.join(', ')}, or delays such as ["5s", "5m"]`,
  })
  .describe('A schedule: standard, quick, steady, or the delays before each further attempt, such as ["5s", "5m"]');

/** JSON with tags: as text, or as the JSON that it would be. */
const template = z
  .union([z.string().min(1).max(20_000), z.record(z.string(), z.unknown()), z.array(z.unknown())])
  .describe('The body as JSON with {{ tags }}: a text, or JSON itself. Left out: the event in its envelope');

const event = z
  .string()
  .max(100)
  .refine(isSubscribable, { error: `expected ${subscriptionForm}` });

/** What is said of an endpoint; `null` takes away. */
export const endpointShape = {
  name: z.string().min(1).max(64).optional().describe(`Unique in the store: ${endpointNameForm}`),
  url: z.string().min(1).max(2048).optional().describe('https, unless the operator allows http for its host'),
  events: z.array(event).min(1).max(100).optional().describe(`What it wants: ${subscriptionForm}. Default: *`),
  applications: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(50)
    .nullable()
    .optional()
    .describe("Only what these of the store's applications sent"),
  min_severity: z.enum(severities).nullable().optional(),
  signature: z
    .enum(signatureForms)
    .optional()
    .describe(
      'standard: Standard Webhooks; plain: X-Webhook-Signature, the hex HMAC-SHA256 of the body. Default: standard',
    ),
  secret: z.string().min(1).max(500).optional().describe('Left out: Crier makes one up and tells it this once'),
  basic: z
    .strictObject({ username: z.string().max(200), password: z.string().max(500) })
    .nullable()
    .optional()
    .describe('HTTP Basic'),
  bearer: z.string().min(1).max(2_000).nullable().optional().describe('A bearer token'),
  headers: z.record(z.string(), z.string().max(4_000)).nullable().optional().describe('Extra headers'),
  body: template.nullable().optional(),
  retry: retry.optional(),
  concurrency: z
    .int(`expected 1 to ${mostConcurrency}`)
    .min(1)
    .max(mostConcurrency)
    .optional()
    .describe(`Requests at once. Default: ${defaultConcurrency}`),
  keep_failed: duration
    .nullable()
    .optional()
    .describe('How long dead letters are kept, such as "24h". Default: as long as the store keeps them; steady: 24h'),
};

const changeSchema = z.strictObject(endpointShape);

/** A change as the actions take it. */
export function toChange(said: z.infer<typeof changeSchema>): EndpointChange {
  const { min_severity, retry: schedule, keep_failed, body, ...rest } = said;
  const preset: RetryPreset | undefined = typeof schedule === 'string' ? retryPresets[schedule] : undefined;
  return {
    ...rest,
    minSeverity: min_severity,
    body: typeof body === 'object' && body !== null ? JSON.stringify(body, null, 2) : body,
    schedule: typeof schedule === 'string' ? preset?.delays : schedule,
    keepFailedMs: keep_failed === undefined ? preset?.keepFailedMs : keep_failed,
  };
}

export const endpointSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string().describe('Without what looks like a secret in it'),
    events: z.array(z.string()),
    applications: z.array(z.string()).nullable(),
    min_severity: z.enum(severities).nullable(),
    signature: z.enum(signatureForms),
    secret: z.string().nullable().describe('The last characters of the newest one'),
    old_secret_valid_until: time.nullable().describe('Until then the secret before it signs too'),
    authorization: z.enum(['basic', 'bearer', 'none']),
    headers: z.array(z.string()).describe('Names of the extra headers'),
    body: z.string().nullable().describe('The template; null: the event in its envelope'),
    retry: z.union([z.enum(retryPresetNames), z.array(z.string())]),
    concurrency: z.int(),
    keep_failed: z.string().nullable(),
    state: z.enum(['active', 'paused', 'broken']),
    problem: z.string().nullable(),
    paused_until: time.nullable(),
    failing_since: time.nullable(),
    pending: z.int(),
    failed: z.int().describe('Dead letters'),
    delivered: z.int(),
    last_success_at: time.nullable(),
    last_failure_at: time.nullable(),
    last_failure: z.string().nullable(),
    provisioned_by: z.string().nullable().describe('Where the operator set it; then it is read-only here'),
  })
  .meta({ id: 'Endpoint' });

const iso = (epochMs: number | undefined) => (epochMs === undefined ? null : new Date(epochMs).toISOString());

/** An endpoint as the API shows it. */
export function presentEndpoint(report: EndpointReport): z.infer<typeof endpointSchema> {
  const { destination, counts } = report;
  const { subscription, schedule = [], keepFailedMs } = destination;
  const { state, problem, paused_until } = presentDestination(destination);
  return {
    id: destination.id,
    name: destination.name ?? '',
    url: destination.label,
    events: [...(subscription?.events ?? [])],
    applications: subscription?.applications === undefined ? null : [...subscription.applications],
    min_severity: subscription?.minSeverity ?? null,
    signature: report.signature,
    secret: report.secretHint ?? null,
    old_secret_valid_until: iso(report.oldSecretUntil),
    authorization: report.authorization,
    headers: report.headers,
    body: report.body ?? null,
    retry: presetOf(schedule) ?? schedule.map(shortDuration),
    concurrency: destination.concurrency ?? defaultConcurrency,
    keep_failed: keepFailedMs === undefined ? null : shortDuration(keepFailedMs),
    state,
    problem,
    paused_until,
    failing_since: iso(destination.failingSince),
    pending: counts?.pending ?? 0,
    failed: counts?.failed ?? 0,
    delivered: counts?.delivered ?? 0,
    last_success_at: iso(counts?.lastSuccessAt),
    last_failure_at: iso(counts?.lastFailureAt),
    last_failure: counts?.lastFailure ?? null,
    provisioned_by: destination.provisionedBy ?? null,
  };
}
